import { type MarketClient, MarketRequestError } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'

const NOT_FOUND = 404
const ASK_AGAIN_MS = 2_000

/** A sample as it is now; null if there is none (yet). */
export const useSample = (market: MarketClient, id: number) =>
  useQuery({
    queryKey: ['liveSamples', 'sample', id],
    queryFn: async ({ signal }) => {
      try {
        return await market.sample(id, { signal })
      } catch (error) {
        if (error instanceof MarketRequestError && error.status === NOT_FOUND) return null
        throw error
      }
    },
    refetchInterval: ({ state: { data } }) => (data && !data.registeredAt.finalized ? ASK_AGAIN_MS : false),
  })
