import { Group, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { shell as shellWords } from '../text/shell.ts'

interface PageTitleProps {
  readonly children: string
  /** What can be done with the whole page, at its right. */
  readonly actions?: ReactNode
}

/** The heading of a page, which is also the title of its tab. */
export function PageTitle({ children, actions }: PageTitleProps) {
  useEffect(() => {
    document.title = `${children} – ${shellWords.name}`
  }, [children])
  return (
    <Group justify="space-between" mb="lg">
      <Title order={1} size="h2">
        {children}
      </Title>
      {actions}
    </Group>
  )
}
