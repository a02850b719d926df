import type { MarketClient, SampleCard, SampleFilters, SampleQuery, SampleSort } from '@echochain/sdk'
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useNetwork } from '../../network/Network.ts'
import { byCursor } from '../../network/byCursor.ts'

/** Pairs of a waveform in a list. */
const LIST_PEAKS = 100
export const PAGE_SIZE = 50
/** More than so many new ones are not counted. */
const MAX_NEW = 20

export interface ListPage {
  /** What it was asked for with. */
  readonly query: SampleQuery
  readonly items: readonly SampleCard[]
  readonly nextCursor: string | null
  readonly loadedAt: number
  /** Number of the newest sample the search found when this page was asked for, 0 if none; of the first page only. */
  readonly newestId: number
}

/** What was found, as it was when it was searched for. */
export interface SampleList {
  readonly pages: readonly ListPage[]
  readonly samples: readonly SampleCard[]
}

/**
 * The samples a search finds, page by page as they were when it was made: a list that moved while somebody listens
 * through it would be of no use. How many came since is told, and `showNew` asks anew.
 */
export function useSampleList(filters: SampleFilters, sort: SampleSort) {
  const { market } = useNetwork()
  const queries = useQueryClient()
  const queryKey = useMemo(() => ['browse', 'list', filters, sort] as const, [filters, sort])
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => loadPage(market, filters, sort, pageParam, signal),
    ...byCursor,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  })
  const { data, isPlaceholderData } = query
  const list = useMemo<SampleList>(() => {
    const pages = data?.pages ?? []
    return { pages, samples: pages.flatMap(({ items }) => items) }
  }, [data])

  const { data: newest } = useQuery({
    queryKey: ['liveSamples', 'newest', filters],
    queryFn: ({ signal }) => market.samples({ ...filters, sort: 'newest', limit: MAX_NEW }, { signal }),
    enabled: data !== undefined && !isPlaceholderData,
  })
  const newestId = data?.pages[0]?.newestId ?? Number.POSITIVE_INFINITY
  const newCount = isPlaceholderData ? 0 : (newest?.items.filter(({ id }) => id > newestId).length ?? 0)

  const showNew = useCallback(() => {
    queries.setQueryData<typeof data>(queryKey, (old) => {
      return old && { pages: old.pages.slice(0, 1), pageParams: old.pageParams.slice(0, 1) }
    })
    void queries.invalidateQueries({ queryKey: ['browse'] })
  }, [queries, queryKey])

  return { query, list, newCount, newAreMore: newCount === MAX_NEW, showNew }
}

async function loadPage(
  market: MarketClient,
  filters: SampleFilters,
  sort: SampleSort,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<ListPage> {
  const query = { ...filters, sort, cursor, limit: PAGE_SIZE, peaks: LIST_PEAKS }
  const otherOrder = cursor === undefined && sort !== 'newest'
  const [{ items, nextCursor }, newest] = await Promise.all([
    market.samples(query, { signal }),
    otherOrder ? market.samples({ ...filters, sort: 'newest', limit: 1 }, { signal }) : undefined,
  ])
  return { query, items, nextCursor, loadedAt: Date.now(), newestId: (newest?.items ?? items)[0]?.id ?? 0 }
}
