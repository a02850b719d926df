import { SAMPLE_STATUSES, type SampleFilters } from '@echochain/sdk'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNetwork } from '../../../network/Network.ts'
import { byCursor } from '../../../network/byCursor.ts'

const PAGE = 50
const PEAK_PAIRS = 120

/** Samples found by a filter, page by page, followed block by block. */
export function usePagedSamples(filters: SampleFilters) {
  const { market } = useNetwork()
  const query = useInfiniteQuery({
    queryKey: ['live', 'sampleList', filters],
    queryFn: ({ pageParam, signal }) =>
      market.samples(
        // Also what was rejected or taken down: its owner must see it.
        { ...filters, status: SAMPLE_STATUSES, limit: PAGE, peaks: PEAK_PAIRS, cursor: pageParam },
        { signal },
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
  })
  return { ...query, samples: query.data?.pages.flatMap(({ items }) => items) }
}
