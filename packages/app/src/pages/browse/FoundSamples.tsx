import type { SampleFilters, SampleSort } from '@echochain/sdk'
import { Button, Center, Loader, Skeleton, Stack, Text } from '@mantine/core'
import { IconMusicOff, IconWaveSine } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { browse as browseWords } from '../../text/browse.ts'
import { NewSamples } from './NewSamples.tsx'
import { NO_FILTERS } from './browseSearch.ts'
import { SampleList } from './SampleList.tsx'
import { useBrowseSearch } from './useBrowseSearch.ts'
import { useFirstPlayable } from './useFirstPlayable.ts'
import { useSampleList } from './useSampleList.ts'

const words = browseWords
const SKELETON_ROWS = 10

interface FoundSamplesProps {
  readonly filters: SampleFilters
  readonly sort: SampleSort
  /** Of all that were found, as far as it is known. */
  readonly total: number | undefined
  /** Whether anything is left out. */
  readonly narrowed: boolean
}

/** What a search found, or why there is nothing to see. */
export function FoundSamples({ filters, sort, total, narrowed }: FoundSamplesProps) {
  const { query, list, newCount, newAreMore, showNew } = useSampleList(filters, sort)
  const { hasNextPage, isFetching, fetchNextPage, isPlaceholderData } = query
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const empty = query.isSuccess && !isPlaceholderData && list.samples.length === 0
  useEffect(() => {
    if (empty && newCount > 0) showNew() // nothing is there that could jump
  }, [empty, newCount, showNew])
  useFirstPlayable(list.samples[0])

  if (query.isPending) return <Waiting />
  if (query.isError && list.samples.length === 0)
    return <Problem title={words.failed} error={query.error} retry={() => void query.refetch()} />
  if (empty) return narrowed ? <NothingFound /> : <NoneYet />
  return (
    <>
      <NewSamples count={newCount} more={newAreMore} show={showNew} />
      <SampleList list={list} total={total} stale={isPlaceholderData} onNearEnd={more} />
      {query.isFetchNextPageError && (
        <Problem title={words.failed} error={query.error} retry={() => void fetchNextPage()} />
      )}
      <Center h={64}>
        {query.isFetchingNextPage && <Loader size="sm" aria-label={words.loading} />}
        {!hasNextPage && (
          <Text size="sm" c="dimmed">
            {words.end}
          </Text>
        )}
      </Center>
    </>
  )
}

const Waiting = () => (
  <output aria-busy aria-label={words.loading}>
    <Stack gap={8} pt={32}>
      {Array.from({ length: SKELETON_ROWS }, (_, row) => (
        <Skeleton key={row} height={48} />
      ))}
    </Stack>
  </output>
)

function NothingFound() {
  const [, change] = useBrowseSearch()
  return (
    <EmptyState
      title={words.noResultsTitle}
      body={words.noResultsBody}
      icon={<IconMusicOff size={40} stroke={1.2} aria-hidden />}
    >
      <Button variant="default" onClick={() => change({ ...NO_FILTERS, q: undefined })}>
        {words.clearAll}
      </Button>
    </EmptyState>
  )
}

const NoneYet = () => (
  <EmptyState
    title={words.emptyTitle}
    body={words.emptyBody}
    icon={<IconWaveSine size={40} stroke={1.2} aria-hidden />}
  >
    <Button component={Link} to="/publish">
      {words.publishFirst}
    </Button>
  </EmptyState>
)
