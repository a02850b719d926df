import { Button, Code } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../elements/EmptyState.tsx'
import { shell as shellWords } from '../text/shell.ts'

/** What is shown in place of a page that threw while it was drawn, or whose code could not be loaded. */
export function CrashedPage({ error }: ErrorComponentProps) {
  return (
    <EmptyState order={1} title={shellWords.crashedTitle} body={shellWords.crashedBody}>
      <Code block>{error instanceof Error ? error.message : String(error)}</Code>
      <Button onClick={() => location.reload()}>{shellWords.reload}</Button>
    </EmptyState>
  )
}
