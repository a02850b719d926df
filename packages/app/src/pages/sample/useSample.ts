import type { MarketClient } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'
import { nullIfMissing } from '../../network/nullIfMissing.ts'

const ASK_AGAIN_MS = 2_000

/** A sample as it is now; null if there is none (yet). */
export const useSample = (market: MarketClient, id: number) =>
  useQuery({
    queryKey: ['liveSamples', 'sample', id],
    queryFn: ({ signal }) => nullIfMissing(market.sample(id, { signal })),
    refetchInterval: ({ state: { data } }) => (data && !data.registeredAt.finalized ? ASK_AGAIN_MS : false),
  })
