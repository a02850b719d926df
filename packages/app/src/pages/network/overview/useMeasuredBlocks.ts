import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../../network/Network.ts'

/** As many blocks as one request gives. */
const MEASURED = 100
/** Means and shares over so many blocks change slowly. */
const RENEW_MS = 10_000

/** Blocks for figures that need not be asked anew with every block. */
export function useMeasuredBlocks() {
  const { market } = useNetwork()
  const { data } = useQuery({
    queryKey: ['measuredBlocks'],
    queryFn: ({ signal }) => market.blocks({ limit: MEASURED }, { signal }),
    refetchInterval: RENEW_MS,
    placeholderData: keepPreviousData,
  })
  return data?.items
}
