import { Button, Code } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../elements/EmptyState.tsx'
import { text } from '../text/text.ts'

/** What is shown in place of a page that threw while it was drawn, or whose code could not be loaded. */
export function CrashedPage({ error }: ErrorComponentProps) {
  return (
    <EmptyState order={1} title={text.shell.crashedTitle} body={text.shell.crashedBody}>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Button onClick={() => location.reload()}>{text.shell.reload}</Button>
    </EmptyState>
  )
}
