import { z } from 'zod'
import type { Api, ApiParts } from '../Api.ts'
import { notFound } from '../ApiError.ts'
import { decodeCursor, MAX_INTEGER, page, pageQuery, toPage } from '../pagination.ts'
import { givenAddressText } from '../parseAddress.ts'
import { address, errorResponses, hash, MAX_ID } from '../schemas.ts'
import type { BlockRow } from '../../database/schema.ts'

const tags = ['Chain']

const blockView = z
  .object({
    number: z.int(),
    hash,
    parentHash: hash,
    stateRoot: hash,
    extrinsicsRoot: hash,
    author: address.nullable(),
    slot: z.string().nullable(),
    timestampMs: z.int().nullable(),
    finalized: z.boolean(),
    sizeBytes: z.int(),
    extrinsics: z.int(),
    events: z.int().nullable().meta({ description: 'Null where the node did not keep them' }),
    runtime: z.string().meta({ description: 'The runtime that executed the block' }),
  })
  .meta({ id: 'Block' })

const HOW_BLOCKS_ARE_NAMED = 'a block is named by its number, or by its hash: 0x and 64 digits'

/** A block by number or hash. */
export const givenBlock = z.union([
  z
    .string()
    .regex(/^\d{1,10}$/, HOW_BLOCKS_ARE_NAMED)
    .transform(Number)
    .refine((number) => number <= MAX_ID, HOW_BLOCKS_ARE_NAMED),
  z.string().regex(/^0x[0-9a-f]{64}$/, HOW_BLOCKS_ARE_NAMED),
])

const toView = (row: BlockRow, finalizedNumber: number): z.infer<typeof blockView> => ({
  number: row.number,
  hash: row.hash,
  parentHash: row.parent_hash,
  stateRoot: row.state_root,
  extrinsicsRoot: row.extrinsics_root,
  author: row.author,
  slot: row.slot?.toString() ?? null,
  timestampMs: row.timestamp_ms === null ? null : Number(row.timestamp_ms),
  finalized: row.number <= finalizedNumber,
  sizeBytes: row.size_bytes,
  extrinsics: row.extrinsic_count,
  events: row.event_count,
  runtime: row.runtime,
})

export function blockRoutes(api: Api, { db, indexer }: ApiParts): void {
  api.get(
    '/api/blocks',
    {
      schema: {
        tags,
        summary: 'Blocks, newest first',
        querystring: pageQuery.extend({ author: givenAddressText.optional() }),
        response: { 200: page(blockView), ...errorResponses },
      },
    },
    async ({ query: { limit, cursor, author } }) => {
      let selection = db
        .selectFrom('blocks')
        .selectAll()
        .orderBy('number', 'desc')
        .limit(limit + 1)
      if (author !== undefined) selection = selection.where('author', '=', author)
      if (cursor !== undefined)
        selection = selection.where('number', '<', Number(decodeCursor(cursor, [MAX_INTEGER])[0]))
      const { finalizedNumber } = indexer.status
      return toPage(
        await selection.execute(),
        limit,
        (row) => [row.number],
        (row) => toView(row, finalizedNumber),
      )
    },
  )

  api.get(
    '/api/blocks/:block',
    {
      schema: {
        tags,
        summary: 'A block by number or hash',
        params: z.object({ block: givenBlock }),
        response: { 200: blockView, ...errorResponses },
      },
    },
    async ({ params: { block } }) => {
      const selection = db.selectFrom('blocks').selectAll()
      const row = await (
        typeof block === 'number'
          ? selection.where('number', '=', block)
          : selection.where('hash', '=', block as BlockRow['hash'])
      ).executeTakeFirst()
      if (!row) throw notFound(`Block ${block} is not indexed`, 'It may be on a branch that lost, or not indexed yet')
      return toView(row, indexer.status.finalizedNumber)
    },
  )
}
