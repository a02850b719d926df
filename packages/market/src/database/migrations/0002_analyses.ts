import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What was heard in stored files, by CID: either a result with peaks, or why there is none. Not from the chain. */
export const analyses: Migration = {
  up: async (db: Kysely<any>) => {
    await sql`create table analyses (
      cid text primary key,
      analysed_at_ms bigint not null,
      result jsonb,
      peaks bytea,
      failure jsonb,
      check ((result is null) = (failure is not null) and (result is null) = (peaks is null))
    )`.execute(db)
  },
}
