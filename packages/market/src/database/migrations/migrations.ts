import type { Migration } from 'kysely/migration'
import { chainTables } from './0001_chainTables.ts'
import { analyses } from './0002_analyses.ts'
import { faucetGrants } from './0003_faucetGrants.ts'

/** In the order of their names. One that was released is never changed, only followed by others. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_chainTables': chainTables,
  '0002_analyses': analyses,
  '0003_faucetGrants': faucetGrants,
}
