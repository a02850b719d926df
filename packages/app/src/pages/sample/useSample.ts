import { type MarketClient, MarketRequestError } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'

const NOT_FOUND = 404

/** A sample as it is now; null if there is none (yet). */
export const useSample = (market: MarketClient, id: number) =>
  useQuery({
    queryKey: ['live', 'sample', id],
    queryFn: async ({ signal }) => {
      try {
        return await market.sample(id, { signal })
      } catch (error) {
        if (error instanceof MarketRequestError && error.status === NOT_FOUND) return null
        throw error
      }
    },
  })
