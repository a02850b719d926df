import type { IndexedBlock, Page, PageQuery, RequestOptions } from '@echochain/sdk'
import { useInfiniteQuery } from '@tanstack/react-query'
import { byCursor } from '../../../network/byCursor.ts'

const PAGE = 100

type Ask<T> = (query: PageQuery & { readonly block: number }, options: RequestOptions) => Promise<Page<T>>

/**
 * What is in a block, page by page: in the order of the block where it fits a page, else the last first, as the market
 * lists it. It does not change as long as the block has this hash.
 */
export function useBlockPages<T>(name: string, { number, hash }: IndexedBlock, ask: Ask<T>) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['block', hash, name],
    queryFn: ({ pageParam, signal }) => ask({ block: number, limit: PAGE, cursor: pageParam }, { signal }),
    ...byCursor,
    staleTime: Infinity,
  })
  const listed = data?.pages.flatMap(({ items }) => items)
  const items = data?.pages.length === 1 && !hasNextPage ? listed?.toReversed() : listed
  return { items, error, hasNextPage, isFetchingNextPage, fetchNextPage: () => void fetchNextPage() }
}
