import type { SampleCard } from '@echochain/sdk'
import { useQueries } from '@tanstack/react-query'
import { useNetwork } from '../../network/Network.ts'
import { PAGE_SIZE, type SampleList } from './useSampleList.ts'
import type { RowRange } from './visibleRange.ts'

/** How often a market is asked whether it has heard a file by now. */
const UNHEARD_MS = 15_000

/** The rows in sight as they are now: their order is that of the list, their prices and waveforms are the newest. */
export function useFreshCards({ samples, pages }: SampleList, { from, to }: RowRange): readonly SampleCard[] {
  const { market } = useNetwork()
  const inSight = pages.slice(Math.floor(from / PAGE_SIZE), Math.ceil(to / PAGE_SIZE))
  const fresh = useQueries({
    queries: inSight.map(({ query, items, loadedAt }) => ({
      queryKey: ['liveSamples', 'cards', query],
      queryFn: async ({ signal }: { signal: AbortSignal }) => (await market.samples(query, { signal })).items,
      initialData: items,
      initialDataUpdatedAt: loadedAt,
      refetchInterval: items.some(({ peaks }) => peaks === null) ? UNHEARD_MS : (false as const),
    })),
  })
  const byId = new Map(fresh.flatMap(({ data }) => data).map((card) => [card.id, card]))
  return samples.slice(from, to).map((card) => byId.get(card.id) ?? card)
}
