import { sql } from 'kysely'
import type { Database } from '../database/openDatabase.ts'
import { CHAIN_TABLES } from '../database/schema.ts'
import { AddressBook } from '../indexer/AddressBook.ts'
import { ChainIndex, type IndexChange } from '../indexer/ChainIndex.ts'
import type { ChainSource } from '../indexer/ChainSource.ts'
import { IndexStore } from '../indexer/IndexStore.ts'
import type { FakeChain } from './FakeChain.ts'

/** The index of a chain in a database, as a process that starts opens it. */
export async function openIndex(
  db: Database,
  chain: FakeChain,
  { source = chain.connect(), maxBlocks }: { source?: ChainSource; maxBlocks?: number } = {},
): Promise<ChainIndex> {
  const store = await IndexStore.open(db, source.genesisHash)
  const runtimes = new Map([[chain.runtime.marker, chain.runtime]])
  return new ChainIndex({ source, store, runtimes, addresses: new AddressBook(), maxBlocks })
}

/** Indexes a chain up to its heads. */
export async function catchUp(db: Database, chain: FakeChain, source?: ChainSource): Promise<IndexChange[]> {
  const index = await openIndex(db, chain, { source })
  const changes: IndexChange[] = []
  for (let change; (change = await index.step(chain.heads));) changes.push(change)
  return changes
}

/** Everything that was read from the chain, as text to compare. */
export async function dump(db: Database): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {}
  for (const table of CHAIN_TABLES) {
    const { rows } = await sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.table(table)} t
      order by to_jsonb(t)::text collate "C"`.execute(db)
    tables[table] = rows.map(({ row }) => row)
  }
  return tables
}
