import type { SearchResult } from '@echochain/sdk'
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNetwork } from '../../../network/Network.ts'

/** The market takes no longer texts. */
const MAX_LENGTH = 200

/** What a text may name; the results of the text before until those of the new one are there. */
export function useSearch(wanted: string) {
  const { market } = useNetwork()
  const client = useQueryClient()
  const searchFor = (text: string) => {
    const query = text.slice(0, MAX_LENGTH)
    return queryOptions({
      queryKey: ['search', query],
      queryFn: ({ signal }) => market.search(query, { signal }),
    })
  }
  const { data, isFetching, isError } = useQuery({
    ...searchFor(wanted),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  })
  return {
    results: wanted === '' ? undefined : data,
    isFetching: isFetching && wanted !== '',
    failed: isError,
    /** Nothing, too, where the market does not answer: `failed` says that. */
    findNow: (text: string) => client.fetchQuery(searchFor(text)).catch((): readonly SearchResult[] => []),
  }
}
