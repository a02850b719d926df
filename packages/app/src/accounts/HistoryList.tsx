import { Skeleton, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Problem } from '../elements/Problem.tsx'
import { useNetwork } from '../network/Network.ts'
import { wallet as walletWords } from '../text/wallet.ts'
import { describeHistory, HISTORY_EVENTS } from './describeHistory.ts'
import { HistoryRow } from './HistoryRow.tsx'
import classes from './HistoryList.module.css'
import { byCursor } from '../network/byCursor.ts'
import { MoreButton } from '../elements/MoreButton.tsx'

const PAGE = 60
const words = walletWords.history

interface HistoryListProps {
  readonly address: string
  /** Changes whenever something happened to the account: then the list is loaded anew, and not with every block. */
  readonly version: string | undefined
}

/** What happened to an account, newest first. */
export function HistoryList({ address, version }: HistoryListProps) {
  const { market } = useNetwork()
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetching, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['history', address],
    queryFn: ({ pageParam, signal }) =>
      market.history(address, { name: HISTORY_EVENTS, limit: PAGE, cursor: pageParam }, { signal }),
    ...byCursor,
  })
  useEffect(() => {
    if (version !== undefined) void refetch()
  }, [version, refetch])
  const entries = useMemo(
    () => describeHistory(data?.pages.flatMap(({ items }) => items) ?? [], address, hasNextPage),
    [data, address, hasNextPage],
  )
  const isCutShort = hasNextPage && entries.length === 0 // one transaction with more events than a page
  const needsMore = isCutShort && !isFetching && !error
  useEffect(() => {
    if (needsMore) void fetchNextPage()
  }, [needsMore, fetchNextPage])
  const retry = () => void (isCutShort ? fetchNextPage() : refetch())
  if (error && (!data || isCutShort)) return <Problem title={words.failed} error={error} retry={retry} />
  if (!data || isCutShort)
    return (
      <Stack gap="sm">
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} h={44} />
        ))}
      </Stack>
    )
  if (entries.length === 0) return <Text c="dimmed">{words.none}</Text>
  return (
    <>
      <ul className={classes.list}>
        {entries.map((entry) => (
          <HistoryRow key={entry.id} entry={entry} />
        ))}
      </ul>
      <MoreButton {...{ hasNextPage, isFetchingNextPage, fetchNextPage }} label={words.more} />
    </>
  )
}
