import type { Migration } from 'kysely/migration'
import { chainTables } from './0001_chainTables.ts'
import { analyses } from './0002_analyses.ts'
import { faucetGrants } from './0003_faucetGrants.ts'
import { shareholders } from './0004_shareholders.ts'

/** In the order of their names. One that was released is never changed, only followed by others. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_chainTables': chainTables,
  '0002_analyses': analyses,
  '0003_faucetGrants': faucetGrants,
  '0004_shareholders': shareholders,
}
