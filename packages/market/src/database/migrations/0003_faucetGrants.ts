import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Whom the faucet gave something lately; rows are deleted when they do not count any more. Not from the chain. */
export const faucetGrants: Migration = {
  up: async (db: Kysely<any>) => {
    await sql`create table faucet_grants (
      id bigint primary key generated always as identity,
      address text not null,
      client text not null,
      granted_at_ms bigint not null
    )`.execute(db)
    await sql`create index faucet_grants_address on faucet_grants (address, granted_at_ms desc)`.execute(db)
    await sql`create index faucet_grants_client on faucet_grants (client, granted_at_ms desc)`.execute(db)
    await sql`create index faucet_grants_time on faucet_grants (granted_at_ms desc)`.execute(db)
  },
}
