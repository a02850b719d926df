import { type Dialect, Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { MarketError } from '../MarketError.ts'
import { databaseFailure } from './databaseFailure.ts'
import { MIGRATIONS } from './migrations/migrations.ts'
import { openPglite } from './openPglite.ts'
import { openPostgres } from './openPostgres.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

/** The embedded database in a directory (or in memory, without one), or a PostgreSQL server. */
export type DatabasePlace = { readonly directory?: string } | { readonly url: string }

/**
 * Opens the market's database and brings its tables up to date. End it with `destroy()`.
 * @throws MarketError `DATABASE_UNREACHABLE`, `DATABASE_DAMAGED`, `DATABASE_TOO_NEW`
 */
export async function openDatabase(
  place: DatabasePlace,
  onIdleError: (error: Error) => void = () => {},
): Promise<Database> {
  const dialect = 'url' in place ? await openPostgres(place.url, onIdleError) : await openPglite(place.directory)
  return migrate(dialect)
}

async function migrate(dialect: Dialect): Promise<Database> {
  const db = new Kysely<Schema>({ dialect })
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return db
  await db.destroy()
  throw isFromTheFuture(error) ? tooNew(error) : (databaseFailure(error) ?? error)
}

/** Kysely has no code for it: "corrupted migrations: previously executed migration 0009_x is missing". */
const isFromTheFuture = (error: unknown): boolean =>
  error instanceof Error && /previously executed migration .* is missing/.test(error.message)

const tooNew = (cause: unknown): MarketError =>
  new MarketError(
    'DATABASE_TOO_NEW',
    'The database was written by a later version of EchoChain; install that version, or use another database',
    { cause },
  )
