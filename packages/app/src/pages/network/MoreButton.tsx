import { Button, Center } from '@mantine/core'
import { text } from '../../text/text.ts'

interface MoreButtonProps {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): void
}

/** The next page of a list, as long as there is one. */
export function MoreButton({ hasNextPage, isFetchingNextPage, fetchNextPage }: MoreButtonProps) {
  if (!hasNextPage) return null
  return (
    <Center mt="sm">
      <Button variant="default" loading={isFetchingNextPage} onClick={fetchNextPage}>
        {text.elements.more}
      </Button>
    </Center>
  )
}
