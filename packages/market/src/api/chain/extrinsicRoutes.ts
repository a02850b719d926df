import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import type { JsonValue } from '../../JsonValue.ts'
import type { Api, ApiParts } from '../Api.ts'
import { notFound } from '../ApiError.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { decodeCursor, MAX_INTEGER, page, pageQuery, toPage } from '../pagination.ts'
import { givenAddressText } from '../parseAddress.ts'
import { address, amount, blockRef, errorBody, errorResponses, hash, json, recordId } from '../schemas.ts'
import { eventView, firstEventsOf } from './listEvents.ts'

const tags = ['Chain']

const extrinsicView = z
  .object({
    id: z.string().meta({ description: 'Block and index in it', examples: ['12-1'] }),
    block: blockRef,
    index: z.int(),
    hash,
    call: z.string().meta({ examples: ['SampleRegistry.buy_licence'] }),
    args: json.meta({ description: 'In lists null if they are long; each extrinsic by itself has all of them' }),
    signer: address.nullable().meta({ description: 'Null for what the proposer put in' }),
    nonce: z.string().nullable(),
    era: json,
    tip: amount.nullable(),
    fee: amount.nullable().meta({ description: 'What was paid, with the tip' }),
    success: z.boolean().nullable().meta({ description: 'Null where the node did not keep the events' }),
    error: errorBody.nullable(),
    sizeBytes: z.int(),
  })
  .meta({ id: 'Extrinsic' })

/** A batch may cause many thousands. */
const MAX_EVENTS = 1_000

const extrinsicDetail = extrinsicView
  .extend({
    events: z.array(eventView).meta({ description: `In order, the first ${MAX_EVENTS}` }),
    eventCount: z.int().meta({ description: 'How many there are in all; GET /api/events?block= has the others' }),
  })
  .meta({ id: 'ExtrinsicDetail' })

const givenExtrinsic = z.union([
  z
    .string()
    .regex(/^0x[0-9a-f]{64}$/, 'an extrinsic is named by its hash, 0x and 64 digits, or by block and index as 12-1'),
  z
    .string()
    .regex(/^\d{1,9}-\d{1,9}$/)
    .transform((id) => id.split('-').map(Number) as [block: number, index: number]),
])

/** A page of a hundred blocks full of remarks would have a hundred megabytes. */
const MAX_LISTED_ARGS = 4_096

const selectExtrinsics = (db: Database) =>
  db
    .selectFrom('extrinsics as x')
    .leftJoin('blocks as b', 'b.number', 'x.block')
    .selectAll('x')
    .select(BLOCK_REF_COLUMNS)
    .orderBy('x.block', 'desc')
    .orderBy('x.index', 'desc')

type Row = Awaited<ReturnType<ReturnType<typeof selectExtrinsics>['execute']>>[number]

const toView = (row: Row, finalizedNumber: number): z.infer<typeof extrinsicView> => ({
  id: `${row.block}-${row.index}`,
  block: toBlockRef(row.block, row, finalizedNumber),
  index: row.index,
  hash: row.hash,
  call: row.call,
  args: row.args,
  signer: row.signer,
  nonce: row.nonce?.toString() ?? null,
  era: row.era,
  tip: row.tip?.toString() ?? null,
  fee: row.fee?.toString() ?? null,
  success: row.success,
  error: row.error as z.infer<typeof errorBody> | null,
  sizeBytes: row.size_bytes,
})

export function extrinsicRoutes(api: Api, { db, indexer }: ApiParts): void {
  api.get(
    '/api/extrinsics',
    {
      schema: {
        tags,
        summary: 'Extrinsics, newest first',
        querystring: pageQuery.extend({
          signer: givenAddressText.optional(),
          call: z
            .string()
            .max(100)
            .optional()
            .meta({ examples: ['SampleRegistry.buy_licence'] }),
          block: recordId.optional(),
        }),
        response: { 200: page(extrinsicView), ...errorResponses },
      },
    },
    async ({ query: { limit, cursor, signer, call, block } }) => {
      let selection = selectExtrinsics(db)
        .select(sql<JsonValue>`case when octet_length(x.args::text) <= ${MAX_LISTED_ARGS} then x.args end`.as('args'))
        .limit(limit + 1)
      if (signer !== undefined) selection = selection.where('x.signer', '=', signer)
      if (call !== undefined) selection = selection.where('x.call', '=', call)
      if (block !== undefined) selection = selection.where('x.block', '=', block)
      if (cursor !== undefined) {
        const [number, index] = decodeCursor(cursor, [MAX_INTEGER, MAX_INTEGER])
        selection = selection.where(sql<boolean>`(x.block, x.index) < (${number}::integer, ${index}::integer)`)
      }
      const { finalizedNumber } = indexer.status
      return toPage(
        await selection.execute(),
        limit,
        (row) => [row.block, row.index],
        (row) => toView(row, finalizedNumber),
      )
    },
  )

  api.get(
    '/api/extrinsics/:id',
    {
      schema: {
        tags,
        summary: 'An extrinsic by hash, or by block and index ("12-1"), with its first events',
        params: z.object({ id: givenExtrinsic }),
        response: { 200: extrinsicDetail, ...errorResponses },
      },
    },
    async ({ params: { id } }) => {
      const selection = selectExtrinsics(db).limit(1)
      const row = await (
        typeof id === 'string'
          ? selection.where('x.hash', '=', id as Row['hash'])
          : selection.where('x.block', '=', id[0]).where('x.index', '=', id[1])
      ).executeTakeFirst()
      if (!row)
        throw notFound(`There is no extrinsic ${String(id)} in an indexed block`, 'It may not be in a block yet')
      const { finalizedNumber } = indexer.status
      return { ...toView(row, finalizedNumber), ...(await firstEventsOf(db, row, MAX_EVENTS, finalizedNumber)) }
    },
  )
}
