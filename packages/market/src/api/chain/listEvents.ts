import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { BLOCK_REF_COLUMNS, toBlockRef } from '../blockRefs.ts'
import { decodeCursor, MAX_INTEGER, toPage } from '../pagination.ts'
import { blockRef, hash, json } from '../schemas.ts'

export const eventView = z
  .object({
    id: z.string().meta({ description: 'Block and index in it', examples: ['12-3'] }),
    block: blockRef,
    index: z.int(),
    phase: z.enum(['ApplyExtrinsic', 'Finalization', 'Initialization']),
    extrinsic: z.object({ index: z.int(), hash: hash.nullable(), call: z.string().nullable() }).nullable(),
    name: z.string().meta({ examples: ['Balances.Transfer'] }),
    data: json,
  })
  .meta({ id: 'Event' })

export interface EventQuery {
  readonly limit: number
  readonly cursor?: string
  /** Such as `account:5Grw…` or `sample:12`. */
  readonly subject?: string
  /** Full names. */
  readonly names?: readonly string[]
  readonly block?: number
}

const selectEvents = (db: Database) =>
  db
    .selectFrom('events as e')
    .leftJoin('blocks as b', 'b.number', 'e.block')
    .leftJoin('extrinsics as x', (join) => join.onRef('x.block', '=', 'e.block').onRef('x.index', '=', 'e.extrinsic'))
    .select([
      'e.block',
      'e.index',
      'e.phase',
      'e.extrinsic',
      'e.name',
      'e.data',
      'x.hash',
      'x.call',
      ...BLOCK_REF_COLUMNS,
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectEvents>['execute']>>[number]

const toView = (row: Row, finalizedNumber: number): z.infer<typeof eventView> => ({
  id: `${row.block}-${row.index}`,
  block: toBlockRef(row.block, row, finalizedNumber),
  index: row.index,
  phase: row.phase,
  extrinsic: row.extrinsic === null ? null : { index: row.extrinsic, hash: row.hash, call: row.call },
  name: row.name,
  data: row.data,
})

/** One page of events, newest first. */
export async function listEvents(db: Database, query: EventQuery, finalizedNumber: number) {
  let selection = selectEvents(db).limit(query.limit + 1)
  const position = query.cursor === undefined ? undefined : decodeCursor(query.cursor, [MAX_INTEGER, MAX_INTEGER])
  if (query.subject === undefined) {
    selection = selection.orderBy('e.block', 'desc').orderBy('e.index', 'desc')
    if (position)
      selection = selection.where(sql<boolean>`(e.block, e.index) < (${position[0]}::integer, ${position[1]}::integer)`)
  } else {
    // From the subjects' index: whoever has done little is found at once among millions of events.
    selection = selection
      .innerJoin('event_subjects as t', (join) =>
        join.onRef('t.block', '=', 'e.block').onRef('t.event', '=', 'e.index'),
      )
      .where(sql<boolean>`t.subject = ${query.subject}`)
      .orderBy(sql`t.block desc, t.event desc`) as typeof selection
    if (position)
      selection = selection.where(sql<boolean>`(t.block, t.event) < (${position[0]}::integer, ${position[1]}::integer)`)
  }
  if (query.block !== undefined) selection = selection.where('e.block', '=', query.block)
  if (query.names) selection = selection.where(sql<boolean>`e.name = any(${query.names}::text[])`)
  return toPage(
    await selection.execute(),
    query.limit,
    (row) => [row.block, row.index],
    (row) => toView(row, finalizedNumber),
  )
}

/** The first events of an extrinsic, in order, and how many it has in all. */
export async function firstEventsOf(
  db: Database,
  { block, index }: { readonly block: number; readonly index: number },
  limit: number,
  finalizedNumber: number,
) {
  const rows = await selectEvents(db)
    .select(sql<number>`(count(*) over ())::integer`.as('count'))
    .where('e.block', '=', block)
    .where('e.extrinsic', '=', index)
    .orderBy('e.index')
    .limit(limit)
    .execute()
  return { events: rows.map((row) => toView(row, finalizedNumber)), eventCount: rows.at(0)?.count ?? 0 }
}
