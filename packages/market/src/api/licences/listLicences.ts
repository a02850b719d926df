import { toHex } from '@echochain/codec'
import { storageKey } from '@echochain/frame'
import { registryStorage } from '@echochain/runtime'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { decodeCursor, MAX_INTEGER, toPage } from '../pagination.ts'
import { address, amount, blockRef, hash } from '../schemas.ts'

export const licenceView = z
  .object({
    id: z.int(),
    sample: z.object({ id: z.int(), title: z.string().nullable(), contentCid: z.string().nullable() }),
    purchase: z.int(),
    holder: address,
    kind: z.enum(['Personal', 'Commercial', 'Exclusive']),
    terms: hash.meta({ description: 'SHA-256 of the licence text' }),
    transferable: z.boolean(),
    issuedAt: blockRef,
    buyer: address.nullable(),
    seller: address.nullable(),
    price: amount.nullable(),
    storageKey: z.string().meta({ description: 'Key of the record in the state, for state_getReadProof' }),
  })
  .meta({ id: 'Licence' })

export interface LicenceQuery {
  readonly limit: number
  readonly cursor?: string
  readonly id?: number
  readonly holder?: string
  readonly sample?: number
}

/** One page of licences, newest first. */
export async function listLicences(db: Database, query: LicenceQuery, finalizedNumber: number) {
  let selection = db
    .selectFrom('licences as l')
    .leftJoin('samples as s', 's.id', 'l.sample')
    .leftJoin('purchases as p', 'p.id', 'l.purchase')
    .leftJoin('blocks as b', 'b.number', 'l.issued_at')
    .selectAll('l')
    .select(['s.title', 's.content_cid', 'p.buyer', 'p.seller', sql<bigint | null>`p.price`.as('price')])
    .select(BLOCK_REF_COLUMNS)
    .orderBy('l.id', 'desc')
    .limit(query.limit + 1)
  if (query.id !== undefined) selection = selection.where('l.id', '=', query.id)
  if (query.holder !== undefined) selection = selection.where('l.holder', '=', query.holder)
  if (query.sample !== undefined) selection = selection.where('l.sample', '=', query.sample)
  if (query.cursor !== undefined)
    selection = selection.where('l.id', '<', Number(decodeCursor(query.cursor, [MAX_INTEGER])[0]))
  return toPage(
    await selection.execute(),
    query.limit,
    (row) => [row.id],
    (row): z.infer<typeof licenceView> => ({
      id: row.id,
      sample: { id: row.sample, title: row.title, contentCid: row.content_cid },
      purchase: row.purchase,
      holder: row.holder,
      kind: row.kind,
      terms: row.terms,
      transferable: row.transferable,
      issuedAt: toBlockRef(row.issued_at, row, finalizedNumber),
      buyer: row.buyer,
      seller: row.seller,
      price: row.price?.toString() ?? null,
      storageKey: toHex(storageKey(registryStorage.licence, row.id)),
    }),
  )
}
