import { PGlite } from '@electric-sql/pglite'
import { type Dialect, PGliteDialect } from 'kysely'
import { MarketError } from '../MarketError.ts'
import { VALUE_PARSERS } from './valueParsers.ts'

/**
 * PostgreSQL inside this process, on a directory, or in memory without one. Survives the end of the process at any
 * moment; it does not sync to disk, so a power cut may cost what the chain then gives back. The caller holds the lock.
 * @throws MarketError `DATABASE_DAMAGED`
 */
export async function openPglite(directory?: string): Promise<Dialect> {
  try {
    const pglite = await PGlite.create(directory ?? 'memory://', { parsers: { ...VALUE_PARSERS } })
    return new PGliteDialect({ pglite })
  } catch (cause) {
    throw new MarketError(
      'DATABASE_DAMAGED',
      `The embedded database in ${directory} cannot be opened (${(cause as Error).message}). ` +
        'Start with --rebuild: then everything in it is read from the chain anew.',
      { cause },
    )
  }
}
