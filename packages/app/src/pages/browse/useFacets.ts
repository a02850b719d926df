import type { SampleFilters } from '@echochain/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../network/Network.ts'

/** How many samples a search finds, and of which kinds, keys and tags they are. */
export function useFacets(filters: SampleFilters) {
  const { market } = useNetwork()
  return useQuery({
    queryKey: ['browse', 'facets', filters],
    queryFn: ({ signal }) => market.facets(filters, { signal }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  }).data
}
