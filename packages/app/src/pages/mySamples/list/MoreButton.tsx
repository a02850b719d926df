import { Button } from '@mantine/core'
import { mySamples as words } from '../../../text/mySamples.ts'

interface MoreButtonProps {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => Promise<unknown>
}

export function MoreButton({ hasNextPage, isFetchingNextPage, fetchNextPage }: MoreButtonProps) {
  if (!hasNextPage) return null
  return (
    <Button variant="default" mx="auto" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
      {words.more}
    </Button>
  )
}
