import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../elements/EmptyState.tsx'
import { shell as shellWords } from '../text/shell.ts'

export function NotFoundPage() {
  return (
    <EmptyState order={1} title={shellWords.notFoundTitle} body={shellWords.notFoundBody}>
      <Button component={Link} to="/">
        {shellWords.toBrowse}
      </Button>
    </EmptyState>
  )
}
