import { Drawer, Stack } from '@mantine/core'
import { shell as shellWords } from '../text/shell.ts'
import { Logo } from './Logo.tsx'
import { PageLinks } from './PageLinks.tsx'

interface PageMenuProps {
  readonly opened: boolean
  readonly close: () => void
}

/** The way to the pages where the header has no room for it. */
export function PageMenu({ opened, close }: PageMenuProps) {
  return (
    <Drawer
      opened={opened}
      onClose={close}
      size={260}
      title={<Logo />}
      closeButtonProps={{ 'aria-label': shellWords.closeMenu }}
    >
      <Stack component="nav" gap={4} aria-label={shellWords.menu}>
        <PageLinks />
      </Stack>
    </Drawer>
  )
}
