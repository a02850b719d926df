import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  readonly title: string
  readonly body?: string
  /** 1 where it is all there is of a page. */
  readonly order?: 1 | 2
  readonly icon?: ReactNode
  /** What to do now. */
  readonly children?: ReactNode
}

/** Where there is nothing to show: why, and what to do. */
export function EmptyState({ title, body, order = 2, icon, children }: EmptyStateProps) {
  return (
    <Stack align="center" ta="center" py={64} px="md" maw={520} mx="auto">
      {icon}
      <Title order={order} size="h4">
        {title}
      </Title>
      {body && <Text c="dimmed">{body}</Text>}
      {children}
    </Stack>
  )
}
