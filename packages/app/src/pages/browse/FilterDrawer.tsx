import { Button, Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { browse as browseWords } from '../../text/browse.ts'

interface FilterDrawerProps {
  /** How many samples the filters leave. */
  readonly total: number | undefined
  readonly close: () => void
  readonly children: ReactNode
}

/** The filters, where there is no room for them beside the list. */
export function FilterDrawer({ total, close, children }: FilterDrawerProps) {
  return (
    <Drawer
      opened
      onClose={close}
      position="right"
      title={browseWords.filters}
      closeButtonProps={{ 'aria-label': browseWords.closeFilters }}
    >
      {children}
      <Button fullWidth mt="xl" onClick={close}>
        {browseWords.showResults(total)}
      </Button>
    </Drawer>
  )
}
