import { decodePeaks, type MarketClient } from '@echochain/sdk'
import { queryOptions } from '@tanstack/react-query'
import { nullIfMissing } from '../network/nullIfMissing.ts'

/** As many as a market keeps; a file does not change, and neither does its waveform. */
const PAIRS = 400
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
      const found = await nullIfMissing(market.peaks(id, PAIRS, { signal }))
      return found && { values: decodePeaks(found.peaks), durationMs: found.durationMs }
    },
    staleTime: ({ state }) => (state.data ? Infinity : ASK_AGAIN_MS),
    refetchOnWindowFocus: false,
  })
