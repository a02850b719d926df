import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Finds the samples in whose royalties an account has a share. */
export const shareholders: Migration = {
  up: async (db: Kysely<any>) => {
    await sql`create index samples_royalties on samples using gin ((royalties::jsonb) jsonb_path_ops)`.execute(db)
  },
}
