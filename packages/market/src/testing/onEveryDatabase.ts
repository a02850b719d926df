import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { IndexStore } from '../indexer/IndexStore.ts'
import { TemporaryPostgres } from './TemporaryPostgres.ts'

/** The database under test: another object for each test, always empty at its beginning. */
export interface DatabaseUnderTest {
  readonly db: Database
}

/** Runs a suite on the embedded database and, where it is installed, on a PostgreSQL server. */
export function onEveryDatabase(suite: (under: DatabaseUnderTest) => void): void {
  describe('PGlite', () => {
    suite(sharedDatabase(async () => ({ db: await openDatabase({}), end: async () => {} })))
  })
  const programs = TemporaryPostgres.programs()
  if (!programs)
    console.log('PostgreSQL is not installed (apt-get install postgresql): its half of the suite is skipped')
  describe.skipIf(!programs)('PostgreSQL', () => {
    suite(
      sharedDatabase(async () => {
        const server = await TemporaryPostgres.start(programs!)
        return { db: await openDatabase({ url: await server.createDatabase() }), end: () => server.stop() }
      }),
    )
  })
}

function sharedDatabase(open: () => Promise<{ db: Database; end: () => Promise<void> }>): DatabaseUnderTest {
  let opened: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    opened = await open()
  })
  beforeEach(async () => {
    await IndexStore.clear(opened.db)
    await sql`truncate analyses, faucet_grants`.execute(opened.db)
  })
  afterAll(async () => {
    await opened?.db.destroy()
    await opened?.end()
  })
  return {
    get db() {
      return opened.db
    },
  }
}
