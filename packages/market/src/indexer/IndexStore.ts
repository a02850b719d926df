import type { Hash } from '@echochain/codec'
import { sql, type Transaction } from 'kysely'
import { insertRows } from '../database/insertRows.ts'
import type { Database } from '../database/openDatabase.ts'
import { BLOCK_COLUMNS, CHAIN_TABLES, type CursorRow, type PriceHistoryRow, type Schema } from '../database/schema.ts'
import { MarketError } from '../MarketError.ts'
import type { ChainHead } from './ChainSource.ts'
import type { BlockRows } from './describeBlock.ts'
import type { Records } from './readRecords.ts'

/** A block with what was read from the state after it. */
export interface IndexedBlock extends BlockRows {
  readonly prices: readonly PriceHistoryRow[]
}

/** One step of the index: back to `base`, then on with `blocks`. */
export interface IndexStep {
  /** The highest indexed block that stays; undefined to begin. Everything above it was retracted. */
  readonly base: ChainHead | undefined
  /** Each the child of the one before. */
  readonly blocks: readonly IndexedBlock[]
  /** Records that these blocks, or those retracted, touch. */
  readonly records: Records
}

const BLOCK_TABLES = Object.keys(BLOCK_COLUMNS) as (keyof typeof BLOCK_COLUMNS)[]

/**
 * The index in the database. Every change is one transaction that begins where the last one ended, so that the index
 * is consistent whenever the process ends, and two processes that index into the same database do it no harm.
 */
export class IndexStore {
  readonly #db: Database
  #cursor: CursorRow

  private constructor(db: Database, cursor: CursorRow) {
    this.#db = db
    this.#cursor = cursor
  }

  /** Goes on with what the database has of this chain, or begins. Throws MarketError `WRONG_CHAIN`. */
  static async open(db: Database, genesisHash: Hash): Promise<IndexStore> {
    const begun: CursorRow = {
      id: 1,
      genesis_hash: genesisHash,
      tip_number: null,
      tip_hash: null,
      finalized_number: -1,
      records_stale: false,
    }
    await db
      .insertInto('cursor')
      .values(begun)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const cursor = await readCursor(db)
    if (cursor.genesis_hash !== genesisHash)
      throw new MarketError(
        'WRONG_CHAIN',
        `The database holds the chain that began with ${cursor.genesis_hash}, but the node runs the one that began ` +
          `with ${genesisHash}. Connect to the right node, choose another database, or start with --rebuild`,
      )
    return new IndexStore(db, cursor)
  }

  /** Forgets everything that was read from a chain. */
  static async clear(db: Database): Promise<void> {
    await sql`truncate ${sql.join(CHAIN_TABLES.map((table) => sql.table(table)))}`.execute(db)
  }

  /** The last indexed block. */
  get tip(): ChainHead | undefined {
    const { tip_number: number, tip_hash: hash } = this.#cursor
    return number === null || hash === null ? undefined : { number, hash }
  }

  /** The highest indexed block that is final; −1 before the first. */
  get finalizedNumber(): number {
    return this.#cursor.finalized_number
  }

  get recordsAreStale(): boolean {
    return this.#cursor.records_stale
  }

  async hashAt(number: number): Promise<Hash | undefined> {
    const row = await this.#db.selectFrom('blocks').select('hash').where('number', '=', number).executeTakeFirst()
    return row?.hash
  }

  /** Marker of the runtime for the blocks after an indexed one, if it is known. */
  async runtimeAfter(number: number): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('blocks')
      .select('next_runtime')
      .where('number', '=', number)
      .executeTakeFirst()
    return row?.next_runtime ?? undefined
  }

  /** What the events of blocks above `number` are about, but for accounts. */
  async recordSubjectsAbove(number: number): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('event_subjects')
      .select('subject')
      .distinct()
      .where('block', '>', number)
      .where('subject', 'not like', 'account:%')
      .execute()
    return rows.map(({ subject }) => subject)
  }

  /** Throws MarketError `CURSOR_MOVED` when another process has written since; nothing is changed then. */
  async apply({ base, blocks, records }: IndexStep): Promise<void> {
    const last = blocks.at(-1)?.block
    const tip = last ? { number: last.number, hash: last.hash } : base
    const hasGap = blocks.some(({ block }) => block.event_count === null)
    await this.#write(async (tx) => {
      if ((base?.number ?? -1) < (this.tip?.number ?? -1)) await deleteAbove(tx, base?.number ?? -1)
      await insertBlocks(tx, blocks)
      await replaceRecords(tx, records)
      return {
        tip_number: tip?.number ?? null,
        tip_hash: tip?.hash ?? null,
        records_stale: this.#cursor.records_stale || hasGap,
      }
    })
  }

  /** Replaces records without a block, after events were missed; `isComplete` once all were. */
  async refresh(records: Records, isComplete: boolean): Promise<void> {
    await this.#write(async (tx) => {
      await replaceRecords(tx, records)
      return { records_stale: !isComplete }
    })
  }

  /** Notes what is final, as far as it is indexed. */
  async finalize(number: number): Promise<void> {
    await this.#write(async () => ({ finalized_number: number }))
  }

  async #write(change: (tx: Transaction<Schema>) => Promise<Partial<CursorRow>>): Promise<void> {
    this.#cursor = await this.#db.transaction().execute(async (tx) => {
      const current = await tx.selectFrom('cursor').selectAll().forUpdate().executeTakeFirst()
      if (current?.tip_hash !== this.#cursor.tip_hash || current.finalized_number !== this.#cursor.finalized_number)
        throw new MarketError('CURSOR_MOVED', 'Another process indexes into the same database')
      const next = { ...current, ...(await change(tx)) }
      await tx.updateTable('cursor').set(next).execute()
      return next
    })
  }
}

const readCursor = (db: Database): Promise<CursorRow> => db.selectFrom('cursor').selectAll().executeTakeFirstOrThrow()

async function deleteAbove(tx: Transaction<Schema>, number: number): Promise<void> {
  for (const table of BLOCK_TABLES)
    await sql`delete from ${sql.table(table)} where ${sql.ref(BLOCK_COLUMNS[table])} > ${number}`.execute(tx)
}

async function insertBlocks(tx: Transaction<Schema>, blocks: readonly IndexedBlock[]): Promise<void> {
  await insertRows(
    tx,
    'blocks',
    blocks.map(({ block }) => block),
  )
  await insertRows(
    tx,
    'extrinsics',
    blocks.flatMap(({ extrinsics }) => extrinsics),
  )
  await insertRows(
    tx,
    'events',
    blocks.flatMap(({ events }) => events),
  )
  await insertRows(
    tx,
    'event_subjects',
    blocks.flatMap(({ subjects }) => subjects),
  )
  await insertRows(
    tx,
    'payments',
    blocks.flatMap(({ payments }) => payments),
  )
  await insertRows(
    tx,
    'price_history',
    blocks.flatMap(({ prices }) => prices),
  )
}

async function replaceRecords(
  tx: Transaction<Schema>,
  { asked, samples, purchases, licences }: Records,
): Promise<void> {
  await deleteRecords(tx, 'samples', asked.sample)
  await deleteRecords(tx, 'purchases', asked.purchase)
  await deleteRecords(tx, 'licences', asked.licence)
  await insertRows(tx, 'purchases', purchases)
  await insertRows(tx, 'licences', licences)
  await insertRows(
    tx,
    'samples',
    samples.map((sample) => ({ ...sample, sales: 0 })),
  )
  if (asked.sample.size === 0 && asked.purchase.size === 0) return
  // Whoever touches a purchase touches its sample as well.
  await sql`update samples set sales = (select count(*) from purchases where purchases.sample = samples.id)
    where id = any(${[...asked.sample]}::integer[])`.execute(tx)
}

async function deleteRecords(
  tx: Transaction<Schema>,
  table: 'samples' | 'purchases' | 'licences',
  ids: ReadonlySet<number>,
): Promise<void> {
  if (ids.size > 0) await sql`delete from ${sql.table(table)} where id = any(${[...ids]}::integer[])`.execute(tx)
}
