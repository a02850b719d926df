import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { amount } from '../schemas.ts'

/** Samples one account may be shown to earn from: who has more sees the best of them. */
const MAX_SAMPLES = 500

export const earningsView = z
  .object({
    sample: z.object({ id: z.int(), title: z.string().nullable() }),
    role: z.enum(['Owner', 'Royalty', 'Upstream']).meta({
      description: 'By owning the sample, by a royalty share in it, or because other samples are made from it',
    }),
    total: amount,
    payments: z.int(),
    credited: amount.meta({ description: 'Part of it that was not paid out but credited, to be claimed' }),
  })
  .meta({ id: 'Earnings' })

/** What an account earned, by the sample through which it has a share and by kind of share; the most first. */
export async function listEarnings(db: Database, address: string): Promise<z.infer<typeof earningsView>[]> {
  const rows = await db
    .selectFrom('payments as y')
    .innerJoin('purchases as p', 'p.id', 'y.purchase')
    .leftJoin('samples as s', (join) => join.on(sql<boolean>`s.id = coalesce(y.via_sample, p.sample)`))
    .select([
      sql<number>`coalesce(y.via_sample, p.sample)`.as('sample'),
      's.title',
      'y.role',
      sql<bigint>`sum(y.amount)`.as('total'),
      sql<number>`count(*)::integer`.as('payments'),
      sql<bigint>`coalesce(sum(y.amount) filter (where y.credited), 0)`.as('credited'),
    ])
    .where('y.account', '=', address)
    .groupBy(sql`coalesce(y.via_sample, p.sample), s.title, y.role`)
    .orderBy('total', 'desc')
    .orderBy('sample')
    .limit(MAX_SAMPLES)
    .execute()
  return rows.map(({ sample, title, role, total, payments, credited }) => ({
    sample: { id: sample, title },
    role,
    total: total.toString(),
    payments,
    credited: credited.toString(),
  }))
}
