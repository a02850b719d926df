import { parseEcho, type SampleFilters } from '@echochain/sdk'
import { compatibleKeys, relativeKey } from '../../elements/musicalKeys.ts'
import type { BrowseSearch } from './browseSearch.ts'

const SECOND_MS = 1_000

/** What the market is asked for. */
export function sampleQueryOf(search: BrowseSearch): SampleFilters {
  const { q, kind, bpmMin, bpmMax, tag, priceMin, priceMax, lengthMin, lengthMax, forSale, owner } = search
  return {
    q,
    kind,
    bpmMin,
    bpmMax,
    tag,
    forSale,
    owner,
    key: keysOf(search),
    priceMin: priceMin && parseEcho(priceMin).toString(),
    priceMax: priceMax && parseEcho(priceMax).toString(),
    durationMinMs: lengthMin && Math.round(lengthMin * SECOND_MS),
    durationMaxMs: lengthMax && Math.round(lengthMax * SECOND_MS),
  }
}

function keysOf({ key, keyMatch }: BrowseSearch): readonly number[] | undefined {
  if (!key || !keyMatch) return key
  const more = (one: number) => (keyMatch === 'compatible' ? compatibleKeys(one) : [one, relativeKey(one)])
  return [...new Set(key.flatMap(more))]
}
