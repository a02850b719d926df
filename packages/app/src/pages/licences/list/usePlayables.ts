import { SAMPLE_STATUSES, type SampleId } from '@echochain/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../../network/Network.ts'
import type { Playable } from '../../../player/Player.ts'

/** Samples asked for at once, and how often: more are not offered for playing in the list. */
const PAGE = 100
const MAX_PAGES = 10

/** What the player needs of the samples an account holds licences of, also of those no longer offered. */
export function usePlayables(address: string, licences: number): ReadonlyMap<SampleId, Playable> | undefined {
  const { market } = useNetwork()
  const { data } = useQuery({
    queryKey: ['heldSamples', address, licences],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const found = new Map<SampleId, Playable>()
      let cursor: string | undefined
      for (let page = 0; page < MAX_PAGES; page++) {
        const { items, nextCursor } = await market.samples(
          { holder: address, status: SAMPLE_STATUSES, limit: PAGE, cursor },
          { signal },
        )
        for (const { id, title, contentCid, durationMs } of items) found.set(id, { id, title, contentCid, durationMs })
        if (nextCursor === null) break
        cursor = nextCursor
      }
      return found
    },
  })
  return data
}
