import { type Expression, type ExpressionBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import { parseKey, relativeKey } from '../../audio/index.ts'
import type { Schema } from '../../database/schema.ts'
import { prefixQuery } from '../../database/searchWords.ts'
import { givenAddressText } from '../parseAddress.ts'
import { flag, MAX_ID, recordId, several } from '../schemas.ts'
import { sampleKinds, sampleStatuses } from './sampleSchemas.ts'

const KEYS = 24
const MAX_VALUES = 24

const givenKey = z
  .string()
  .max(20)
  .transform((text, ctx): number => {
    const key = /^\d{1,2}$/.test(text) ? Number(text) : parseKey(text)
    if (key !== undefined && key < KEYS) return key
    ctx.addIssue({
      code: 'custom',
      message: `"${text}" is no key; write "A minor", "Am", "8A" or a number from 0 to 23`,
    })
    return z.NEVER
  })

const beats = z.coerce.number().min(0).max(10_000)
const units = z
  .string()
  .regex(/^\d{1,39}$/, 'Prices are whole numbers of 10⁻¹² ECHO')
  .transform(BigInt)
const milliseconds = z.coerce.number().int().min(0).max(MAX_ID)

/** By what samples can be searched for. All conditions given hold together. */
export const sampleFilters = z.object({
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Words, or beginnings of words, in title, tags, kind, tempo and key' }),
  tag: several(z.string().max(128), MAX_VALUES).optional().meta({ description: 'Each must be a tag of the sample' }),
  kind: several(sampleKinds, MAX_VALUES).optional().meta({ description: 'One of them' }),
  bpmMin: beats.optional(),
  bpmMax: beats.optional(),
  key: several(givenKey, MAX_VALUES).optional().meta({ description: 'One of them: "A minor", "Am", "8A" or 0–23' }),
  relative: flag.optional().meta({ description: 'Also those with the same notes: C major with A minor' }),
  priceMin: units.optional().meta({ description: 'Lowest price at least this, in units of 10⁻¹² ECHO' }),
  priceMax: units.optional(),
  durationMinMs: milliseconds.optional(),
  durationMaxMs: milliseconds.optional(),
  forSale: flag.optional(),
  status: several(sampleStatuses, MAX_VALUES)
    .optional()
    .meta({ description: 'If not given: all but rejected and removed samples' }),
  owner: givenAddressText.optional(),
  holder: givenAddressText.optional().meta({ description: 'Samples this account holds a licence of' }),
  shareholder: givenAddressText.optional().meta({ description: 'Samples this account has a royalty share of' }),
  parent: recordId.optional().meta({ description: 'Samples made from this one' }),
  child: recordId.optional().meta({ description: 'Samples this one was made from' }),
  derived: flag.optional().meta({ description: 'Made from other samples, or not' }),
  content: z.string().max(100).optional().meta({ description: 'CID of the file' }),
})
export type SampleFilters = z.infer<typeof sampleFilters>

type Samples = Schema & { s: Schema['samples'] }
type Condition = (eb: ExpressionBuilder<Samples, 's'>) => Expression<SqlBool>

/** Adds the conditions to a query over samples as `s`. */
export function whereSamples<O>(
  query: SelectQueryBuilder<Samples, 's', O>,
  filters: SampleFilters,
): SelectQueryBuilder<Samples, 's', O> {
  return conditionsOf(filters).reduce((filtered, condition) => filtered.where(condition), query)
}

function conditionsOf(f: SampleFilters): Condition[] {
  const words = f.q === undefined ? undefined : prefixQuery(f.q)
  const keys = f.key && [...new Set(f.relative ? f.key.flatMap((key) => [key, relativeKey(key)]) : f.key)]
  return [
    given(f.q, (q) => () => (words ? sql<SqlBool>`s.search @@ ${words}::tsquery` : sql<SqlBool>`${q.trim() === ''}`)),
    given(f.tag, (tags) => () => sql<SqlBool>`s.tags @> ${tags}::text[]`),
    given(f.kind, (kinds) => (eb) => eb('s.kind', 'in', kinds)),
    given(f.bpmMin, (beat) => (eb) => eb('s.bpm', '>=', thousandths(beat))),
    given(f.bpmMax, (beat) => (eb) => eb.and([eb('s.bpm', '<=', thousandths(beat)), eb('s.bpm', '>', 0n)])),
    given(keys, (values) => (eb) => eb('s.key', 'in', values)),
    given(f.priceMin, (price) => (eb) => eb('s.min_price', '>=', price)),
    given(f.priceMax, (price) => (eb) => eb('s.min_price', '<=', price)),
    given(f.durationMinMs, (ms) => (eb) => eb('s.duration_ms', '>=', BigInt(ms))),
    given(f.durationMaxMs, (ms) => (eb) => eb('s.duration_ms', '<=', BigInt(ms))),
    given(f.forSale, (forSale) => (eb) => eb('s.for_sale', '=', forSale)),
    [
      (eb: ExpressionBuilder<Samples, 's'>) =>
        f.status ? eb('s.status', 'in', f.status) : eb('s.status', 'not in', ['Rejected', 'Removed']),
    ],
    given(f.owner, (owner) => (eb) => eb('s.owner', '=', owner)),
    given(
      f.holder,
      (holder) => () => sql<SqlBool>`exists (select 1 from licences l where l.sample = s.id and l.holder = ${holder})`,
    ),
    given(
      f.shareholder,
      (account) => () => sql<SqlBool>`s.royalties::jsonb @> ${JSON.stringify([{ account }])}::jsonb`,
    ),
    given(f.parent, (parent) => () => sql<SqlBool>`s.parent_ids @> ${[parent]}::integer[]`),
    given(
      f.child,
      (child) => () => sql<SqlBool>`s.id = any((select parent_ids from samples where id = ${child})::integer[])`,
    ),
    given(f.derived, (derived) => () => sql<SqlBool>`(cardinality(s.parent_ids) > 0) = ${derived}`),
    given(f.content, (cid) => (eb) => eb('s.content_cid', '=', cid)),
  ].flat()
}

const given = <T>(value: T | undefined, condition: (value: T) => Condition): Condition[] =>
  value === undefined ? [] : [condition(value)]

const thousandths = (beatsPerMinute: number): bigint => BigInt(Math.round(beatsPerMinute * 1000))
