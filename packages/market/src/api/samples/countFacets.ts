import { sql } from 'kysely'
import { z } from 'zod'
import { camelotCode, keyName } from '../../audio/index.ts'
import type { Database } from '../../database/openDatabase.ts'
import { amount } from '../schemas.ts'
import { type SampleFilters, whereSamples } from './sampleFilters.ts'
import { musicalKey, sampleKinds } from './sampleSchemas.ts'

const MAX_TAGS = 40

const count = z.int()

export const sampleFacets = z
  .object({
    total: count,
    kinds: z.array(z.object({ kind: sampleKinds, count })),
    keys: z.array(z.object({ key: musicalKey, count })),
    tags: z.array(z.object({ tag: z.string(), count })).meta({ description: `The ${MAX_TAGS} most frequent` }),
    formats: z.array(z.object({ format: z.string(), count })),
    bpm: z.object({ min: z.number(), max: z.number() }).nullable(),
    price: z.object({ min: amount, max: amount }).nullable(),
  })
  .meta({ id: 'SampleFacets' })

/** How many of the samples a search finds are of which kind, key, tag and format, and their ranges. */
export async function countFacets(db: Database, filters: SampleFilters): Promise<z.infer<typeof sampleFacets>> {
  const found = () => whereSamples(db.selectFrom('samples as s'), filters)
  const number = sql<number>`count(*)::integer`.as('count')
  const [kinds, keys, formats, tags, ranges] = await Promise.all([
    found().select(['s.kind', number]).groupBy('s.kind').orderBy('count', 'desc').execute(),
    found().select(['s.key', number]).where('s.key', 'is not', null).groupBy('s.key').orderBy('s.key').execute(),
    found().select(['s.format', number]).groupBy('s.format').orderBy('count', 'desc').limit(MAX_TAGS).execute(),
    db
      .selectFrom(
        found()
          .select(sql<string>`unnest(s.tags)`.as('tag'))
          .as('t'),
      )
      .select(['t.tag', number])
      .groupBy('t.tag')
      .orderBy('count', 'desc')
      .orderBy('t.tag')
      .limit(MAX_TAGS)
      .execute(),
    found()
      .select([
        number,
        sql<bigint | null>`min(s.bpm) filter (where s.bpm > 0)`.as('bpm_min'),
        sql<bigint | null>`max(s.bpm) filter (where s.bpm > 0)`.as('bpm_max'),
        sql<bigint | null>`min(s.min_price)`.as('price_min'),
        sql<bigint | null>`max(s.min_price)`.as('price_max'),
      ])
      .executeTakeFirstOrThrow(),
  ])
  const { bpm_min, bpm_max, price_min, price_max } = ranges
  return {
    total: ranges.count,
    kinds,
    keys: keys.map(({ key, ...rest }) => ({
      key: { value: key!, name: keyName(key!), camelot: camelotCode(key!) },
      count: rest.count,
    })),
    tags,
    formats,
    bpm: bpm_min === null ? null : { min: Number(bpm_min) / 1000, max: Number(bpm_max) / 1000 },
    price: price_min === null ? null : { min: price_min.toString(), max: price_max!.toString() },
  }
}
