import type { LicenceCard } from '@echochain/sdk'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useNetwork } from '../../../network/Network.ts'
import { byCursor } from '../../../network/byCursor.ts'

const PAGE = 50
/** A search looks through so many pages; whoever holds more finds the rest by scrolling. */
const PAGES_SEARCHED = 40

/** The licences an account holds, newest first; all of them when `whole`, else page by page. */
export function useLicences(address: string, whole: boolean) {
  const { market } = useNetwork()
  const query = useInfiniteQuery({
    queryKey: ['liveLicences', address],
    queryFn: ({ pageParam, signal }) =>
      market.licences({ holder: address, limit: PAGE, cursor: pageParam }, { signal }),
    ...byCursor,
    placeholderData: keepPreviousData,
  })
  const { data, hasNextPage, isFetching, fetchNextPage } = query
  const pages = data?.pages.length ?? 0
  useEffect(() => {
    if (whole && hasNextPage && !isFetching && pages < PAGES_SEARCHED) void fetchNextPage()
  }, [whole, hasNextPage, isFetching, fetchNextPage, pages])
  const licences: readonly LicenceCard[] = data?.pages.flatMap(({ items }) => items) ?? []
  return { ...query, licences }
}
