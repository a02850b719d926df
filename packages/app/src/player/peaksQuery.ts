import { decodePeaks, type MarketClient, MarketRequestError } from '@echochain/sdk'
import { queryOptions } from '@tanstack/react-query'

/** As many as a market keeps; a file does not change, and neither does its waveform. */
const PAIRS = 400
const NOT_FOUND = 404
const ASK_AGAIN_MS = 5_000

export interface Peaks {
  /** Pairs of minimum and maximum, −127 to 127. */
  readonly values: Int8Array
  readonly durationMs: number
}

/** The waveform of a sample; null while the market has not heard it. */
export const peaksQuery = (market: MarketClient, id: number) =>
  queryOptions({
    queryKey: ['peaks', id],
    queryFn: async ({ signal }): Promise<Peaks | null> => {
      try {
        const { peaks, durationMs } = await market.peaks(id, PAIRS, { signal })
        return { values: decodePeaks(peaks), durationMs }
      } catch (error) {
        if (error instanceof MarketRequestError && error.status === NOT_FOUND) return null
        throw error
      }
    },
    staleTime: ({ state }) => (state.data ? Infinity : ASK_AGAIN_MS),
    refetchOnWindowFocus: false,
  })
