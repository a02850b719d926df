import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { decodeCursor, MAX_INTEGER, toPage } from '../pagination.ts'
import { address, amount, blockRef, hash } from '../schemas.ts'

export const purchaseView = z
  .object({
    id: z.int(),
    sample: z.object({ id: z.int(), title: z.string().nullable() }),
    buyer: address,
    seller: address,
    offerHash: hash,
    price: amount,
    state: z.string(),
    deliveryEscrow: amount,
    licence: z.int().nullable(),
    openedAt: blockRef,
  })
  .meta({ id: 'Purchase' })

export interface PurchaseQuery {
  readonly limit: number
  readonly cursor?: string
  readonly id?: number
  readonly buyer?: string
  readonly seller?: string
  readonly sample?: number
}

/** One page of purchases, newest first. */
export async function listPurchases(db: Database, query: PurchaseQuery, finalizedNumber: number) {
  let selection = db
    .selectFrom('purchases as p')
    .leftJoin('samples as s', 's.id', 'p.sample')
    .leftJoin('blocks as b', 'b.number', 'p.opened_at')
    .selectAll('p')
    .select('s.title')
    .select(BLOCK_REF_COLUMNS)
    .orderBy('p.id', 'desc')
    .limit(query.limit + 1)
  if (query.id !== undefined) selection = selection.where('p.id', '=', query.id)
  if (query.buyer !== undefined) selection = selection.where('p.buyer', '=', query.buyer)
  if (query.seller !== undefined) selection = selection.where('p.seller', '=', query.seller)
  if (query.sample !== undefined) selection = selection.where('p.sample', '=', query.sample)
  if (query.cursor !== undefined)
    selection = selection.where('p.id', '<', Number(decodeCursor(query.cursor, [MAX_INTEGER])[0]))
  return toPage(
    await selection.execute(),
    query.limit,
    (row) => [row.id],
    (row): z.infer<typeof purchaseView> => ({
      id: row.id,
      sample: { id: row.sample, title: row.title },
      buyer: row.buyer,
      seller: row.seller,
      offerHash: row.offer_hash,
      price: row.price.toString(),
      state: row.state,
      deliveryEscrow: row.delivery_escrow.toString(),
      licence: row.licence,
      openedAt: toBlockRef(row.opened_at, row, finalizedNumber),
    }),
  )
}
