import { formatEcho, MarketClient, parseEcho, type SampleCard, type SampleSort } from '@echochain/sdk'
import { bold, dim, Output } from '../Output.ts'
import type { SampleOptions } from '../sampleCommand.ts'

interface ListOptions extends SampleOptions {
  readonly kind?: SampleCard['kind']
  readonly tag?: string
  readonly bpmMin?: number
  readonly bpmMax?: number
  readonly key?: string
  readonly priceMax?: string
  readonly sort: SampleSort
  readonly limit: number
  readonly cursor?: string
}

/** One page of the samples that fit. */
export async function listSamples(words: readonly string[], options: ListOptions): Promise<void> {
  const { kind, tag, bpmMin, bpmMax, key, priceMax, sort, limit, cursor } = options
  const page = await new MarketClient(options.market).samples({
    q: words.length > 0 ? words.join(' ') : undefined,
    kind,
    tag,
    bpmMin,
    bpmMax,
    key,
    sort,
    limit,
    cursor,
    priceMax: priceMax === undefined ? undefined : parseEcho(priceMax),
  })
  const rows = page.items.map(row)
  const more = page.nextCursor ? [dim(`More: --cursor ${page.nextCursor}`)] : []
  new Output(options.json === true).result(page, rows.length > 0 ? [...rows, ...more] : ['No sample fits.'])
}

const row = ({ id, title, kind, bpm, key, durationMs, minPrice, sales }: SampleCard): string =>
  [
    bold(String(id).padStart(5)),
    title.slice(0, 32).padEnd(32),
    kind.padEnd(7),
    (bpm === null ? '' : `${bpm} BPM`).padEnd(11),
    (key?.name ?? '').padEnd(9),
    `${(durationMs / 1000).toFixed(1)} s`.padStart(7),
    (minPrice === null ? 'not for sale' : formatEcho(BigInt(minPrice))).padStart(14),
    dim(`${sales} sold`),
  ].join('  ')
