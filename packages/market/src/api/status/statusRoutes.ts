import { sql } from 'kysely'
import { z } from 'zod'
import type { Api, ApiParts } from '../Api.ts'
import { errorResponses, hash } from '../schemas.ts'

const head = z.object({ number: z.int(), hash })

const statusView = z
  .object({
    state: z
      .enum(['connecting', 'catchingUp', 'following', 'nodeBehind', 'stopped'])
      .meta({ description: 'nodeBehind: the node knows less of the chain than is indexed, and is waited for' }),
    genesisHash: hash.nullable(),
    indexed: head.nullable(),
    indexedFinalized: z.int().nullable(),
    node: z.object({ best: head, finalized: head }).nullable().meta({ description: 'As the node reported them last' }),
    lag: z.int().nullable().meta({ description: 'Blocks the index is behind the best block of the node' }),
    problem: z.object({ code: z.string(), message: z.string() }).nullable(),
    runtime: z.string().nullable(),
    counts: z.object({ samples: z.int(), licences: z.int(), purchases: z.int() }),
    blocksWithoutEvents: z
      .int()
      .meta({ description: 'Blocks whose events the node did not keep when they were indexed' }),
  })
  .meta({ id: 'Status' })

interface Counts {
  readonly samples: number
  readonly licences: number
  readonly purchases: number
  readonly missing: number
  readonly runtime: string | null
}

export function statusRoutes(api: Api, { db, indexer }: ApiParts): void {
  api.get(
    '/api/status',
    {
      schema: {
        tags: ['Status'],
        summary: 'How far the chain is indexed',
        response: { 200: statusView, ...errorResponses },
      },
    },
    async () => {
      // The chain numbers records from 1 without gaps, so that the highest number is their count.
      const { state, genesisHash, tip, finalizedNumber, heads, problem } = indexer.status
      const { rows } = await sql<Counts>`select
        (select coalesce(max(id), 0) from samples) as samples,
        (select coalesce(max(id), 0) from licences) as licences,
        (select coalesce(max(id), 0) from purchases) as purchases,
        (select count(*)::integer from blocks where event_count is null) as missing,
        (select runtime from blocks order by number desc limit 1) as runtime`.execute(db)
      const [{ samples, licences, purchases, missing, runtime }] = rows
      return {
        state,
        genesisHash: genesisHash ?? null,
        indexed: tip ?? null,
        indexedFinalized: finalizedNumber < 0 ? null : finalizedNumber,
        node: heads ?? null,
        lag: heads ? Math.max(0, heads.best.number - (tip?.number ?? -1)) : null,
        problem: problem ?? null,
        runtime,
        counts: { samples, licences, purchases },
        blocksWithoutEvents: missing,
      }
    },
  )
}
