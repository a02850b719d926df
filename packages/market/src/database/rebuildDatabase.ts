import { rm } from 'node:fs/promises'
import { IndexStore } from '../indexer/IndexStore.ts'
import { MarketError } from '../MarketError.ts'
import { databaseFailure } from './databaseFailure.ts'
import type { Database, DatabasePlace } from './openDatabase.ts'

/**
 * Opens the database without anything that was read from the chain; analyses of files stay. An embedded one that is too
 * damaged for that begins anew as a whole. Throws as `open` does.
 */
export async function rebuildDatabase(
  place: DatabasePlace,
  open: (place: DatabasePlace) => Promise<Database>,
): Promise<Database> {
  let db: Database | undefined
  try {
    db = await open(place)
    await IndexStore.clear(db)
    return db
  } catch (cause) {
    await db?.destroy()
    const error = databaseFailure(cause) ?? cause
    const isDamaged = error instanceof MarketError && error.code === 'DATABASE_DAMAGED'
    if (!isDamaged || 'url' in place || place.directory === undefined) throw error
    await rm(place.directory, { recursive: true, force: true })
    return open(place)
  }
}
