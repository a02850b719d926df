import type { SampleCard } from '@echochain/sdk'
import { useQueries } from '@tanstack/react-query'
import { useNetwork } from '../../network/Network.ts'
import type { RowRange } from './visibleRange.ts'
import { LIST_PEAKS, PAGE_SIZE, type SampleList } from './useSampleList.ts'

/** The rows in sight as they are now: their order is that of the list, their prices and waveforms are the newest. */
export function useFreshCards(
  { samples, pages, filters, sort }: SampleList,
  { from, to }: RowRange,
): readonly SampleCard[] {
  const { market } = useNetwork()
  const first = Math.floor(from / PAGE_SIZE)
  const inSight = pages.slice(first, Math.ceil(to / PAGE_SIZE))
  const fresh = useQueries({
    queries: inSight.map(({ cursor, items, loadedAt }) => ({
      queryKey: ['liveSamples', 'cards', filters, sort, cursor],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const query = { ...filters, sort, cursor, limit: PAGE_SIZE, peaks: LIST_PEAKS }
        return (await market.samples(query, { signal })).items
      },
      initialData: items,
      initialDataUpdatedAt: loadedAt,
    })),
  })
  const byId = new Map(fresh.flatMap(({ data }) => data).map((card) => [card.id, card]))
  return samples.slice(from, to).map((card) => byId.get(card.id) ?? card)
}
