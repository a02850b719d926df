import { Button, Center } from '@mantine/core'
import { elements as elementsWords } from '../text/elements.ts'

interface MoreButtonProps {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): unknown
  readonly label?: string
}

/** The next page of a list, as long as there is one. */
export function MoreButton({
  hasNextPage,
  isFetchingNextPage,
  fetchNextPage,
  label = elementsWords.more,
}: MoreButtonProps) {
  if (!hasNextPage) return null
  return (
    <Center mt="sm">
      <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {label}
      </Button>
    </Center>
  )
}
