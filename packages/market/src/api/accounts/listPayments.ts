import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { decodeCursor, MAX_INTEGER, toPage } from '../pagination.ts'
import { amount, blockRef } from '../schemas.ts'

export const paymentView = z
  .object({
    block: blockRef,
    purchase: z.int(),
    sold: z.object({ id: z.int(), title: z.string().nullable() }).nullable().meta({ description: 'The sample sold' }),
    role: z.enum(['Owner', 'Royalty', 'Upstream']),
    viaSample: z.int().nullable(),
    amount,
    credited: z.boolean(),
  })
  .meta({ id: 'Payment' })

export interface PaymentQuery {
  readonly account: string
  readonly limit: number
  readonly cursor?: string
}

/** One page of the shares of sales an account was paid, newest first. */
export async function listPayments(db: Database, query: PaymentQuery, finalizedNumber: number) {
  let selection = db
    .selectFrom('payments as y')
    .leftJoin('purchases as p', 'p.id', 'y.purchase')
    .leftJoin('samples as s', 's.id', 'p.sample')
    .leftJoin('blocks as b', 'b.number', 'y.block')
    .selectAll('y')
    .select(['p.sample', 's.title', ...BLOCK_REF_COLUMNS])
    .where('y.account', '=', query.account)
    .orderBy('y.block', 'desc')
    .orderBy('y.event', 'desc')
    .limit(query.limit + 1)
  if (query.cursor !== undefined) {
    const [block, event] = decodeCursor(query.cursor, [MAX_INTEGER, MAX_INTEGER])
    selection = selection.where(sql<boolean>`(y.block, y.event) < (${block}::integer, ${event}::integer)`)
  }
  return toPage(
    await selection.execute(),
    query.limit,
    (row) => [row.block, row.event],
    (row): z.infer<typeof paymentView> => ({
      block: toBlockRef(row.block, row, finalizedNumber),
      purchase: row.purchase,
      sold: row.sample === null ? null : { id: row.sample, title: row.title },
      role: row.role,
      viaSample: row.via_sample,
      amount: row.amount.toString(),
      credited: row.credited,
    }),
  )
}
