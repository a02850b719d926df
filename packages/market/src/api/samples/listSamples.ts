import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { camelotCode, keyName } from '../../audio/index.ts'
import { peaksText, scalePeaks } from '../../analysis/scalePeaks.ts'
import { PEAK_BUCKETS } from '../../audio/AudioAnalysis.ts'
import type { Database } from '../../database/openDatabase.ts'
import type { SampleRow } from '../../database/schema.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { decodeCursor, MAX_AMOUNT, MAX_BIGINT, MAX_INTEGER, pageQuery, toPage } from '../pagination.ts'
import { sampleFilters, whereSamples } from './sampleFilters.ts'
import type { SampleCard } from './sampleSchemas.ts'

interface Sort {
  readonly by: 'id' | 'sales' | 'min_price' | 'bpm'
  readonly direction: 'asc' | 'desc'
}

/** Each with the id as the second criterion, in the same direction. */
const SORTS = {
  newest: { by: 'id', direction: 'desc' },
  oldest: { by: 'id', direction: 'asc' },
  popular: { by: 'sales', direction: 'desc' },
  priceAsc: { by: 'min_price', direction: 'asc' },
  priceDesc: { by: 'min_price', direction: 'desc' },
  bpmAsc: { by: 'bpm', direction: 'asc' },
  bpmDesc: { by: 'bpm', direction: 'desc' },
} as const satisfies Record<string, Sort>

/** Type and largest value of what is sorted by; which samples have a place in the order at all. */
const COLUMNS = {
  id: { type: sql`integer`, max: MAX_INTEGER, has: undefined },
  sales: { type: sql`integer`, max: MAX_INTEGER, has: undefined },
  min_price: { type: sql`numeric`, max: MAX_AMOUNT, has: sql<boolean>`s.min_price is not null` },
  bpm: { type: sql`bigint`, max: MAX_BIGINT, has: sql<boolean>`s.bpm > 0` },
} as const

export const sampleListQuery = sampleFilters.extend({
  ...pageQuery.shape,
  sort: z
    .enum(Object.keys(SORTS) as [keyof typeof SORTS])
    .default('newest')
    .meta({ description: 'By price: samples with an offer only; by tempo: those that have one' }),
  peaks: z.coerce
    .number()
    .int()
    .min(1)
    .max(PEAK_BUCKETS)
    .optional()
    .meta({ description: 'Include waveforms of so many pairs' }),
})
export type SampleListQuery = z.infer<typeof sampleListQuery>

const CARD_COLUMNS = [
  's.id',
  's.title',
  's.owner',
  's.kind',
  's.bpm',
  's.key',
  's.tags',
  's.duration_ms',
  's.format',
  's.content_cid',
  's.preview_cid',
  's.min_price',
  's.for_sale',
  's.status',
  's.sales',
  's.registered_at',
] as const

export interface CardRow extends Omit<SampleColumns, 'search'> {
  readonly block_hash: string | null
  readonly block_time: bigint | null
}
type SampleColumns = Pick<Selectable<SampleRow>, CardColumn>
type CardColumn = (typeof CARD_COLUMNS)[number] extends `s.${infer Name extends keyof SampleRow}` ? Name : never

/** One page of the samples that a query asks for. */
export async function listSamples(db: Database, query: SampleListQuery, finalizedNumber: number) {
  const { by, direction } = SORTS[query.sort]
  const [order, column] = [sql.raw(direction), sql.ref(`s.${by}`)]
  const { type, max, has } = COLUMNS[by]
  let selection = selectCards(db, query.peaks !== undefined)
    .select(sql<bigint | number>`${column}`.as('sort_value'))
    .orderBy(sql`${column} ${order}, s.id ${order}`)
    .limit(query.limit + 1)
  selection = whereSamples(selection, query)
  if (has) selection = selection.where(has)
  if (query.cursor !== undefined) {
    const [value, id] = decodeCursor(query.cursor, [max, MAX_INTEGER])
    const beyond = sql.raw(direction === 'asc' ? '>' : '<')
    selection = selection.where(sql<boolean>`(${column}, s.id) ${beyond} (${value}::${type}, ${id}::integer)`)
  }
  return toPage(
    await selection.execute(),
    query.limit,
    (row) => [row.sort_value, row.id],
    (row) => ({ ...toCard(row, finalizedNumber), ...(query.peaks && { peaks: waveform(row.peaks, query.peaks) }) }),
  )
}

/** Samples as `s` with what a card shows. */
export const selectCards = (db: Database, withPeaks = false) =>
  db
    .selectFrom('samples as s')
    .leftJoin('blocks as b', 'b.number', 's.registered_at')
    .leftJoin('analyses as a', 'a.cid', 's.content_cid')
    .select(CARD_COLUMNS)
    .select(BLOCK_REF_COLUMNS)
    .select(sql<Uint8Array | null>`${withPeaks ? sql`a.peaks` : sql`null::bytea`}`.as('peaks'))

export const toCard = (row: CardRow, finalizedNumber: number): SampleCard => ({
  id: row.id,
  title: row.title,
  owner: row.owner,
  kind: row.kind,
  bpm: row.bpm === 0n ? null : Number(row.bpm) / 1000,
  key: row.key === null ? null : { value: row.key, name: keyName(row.key), camelot: camelotCode(row.key) },
  tags: [...row.tags],
  durationMs: Number(row.duration_ms),
  format: row.format,
  contentCid: row.content_cid,
  previewCid: row.preview_cid,
  minPrice: row.min_price?.toString() ?? null,
  forSale: row.for_sale,
  status: row.status,
  sales: row.sales,
  registeredAt: toBlockRef(row.registered_at, row, finalizedNumber),
})

const waveform = (peaks: Uint8Array | null, pairs: number): string | null =>
  peaks && peaksText(scalePeaks(peaks, pairs))
