import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../elements/EmptyState.tsx'
import { text } from '../text/text.ts'

export function NotFoundPage() {
  return (
    <EmptyState order={1} title={text.shell.notFoundTitle} body={text.shell.notFoundBody}>
      <Button component={Link} to="/">
        {text.shell.toBrowse}
      </Button>
    </EmptyState>
  )
}
