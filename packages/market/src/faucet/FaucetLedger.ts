import { sql } from 'kysely'
import type { Database } from '../database/openDatabase.ts'

/** Who was given something lately: in the database, so that it outlives the process, and no longer than it counts. */
export class FaucetLedger {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  async add(grant: { readonly address: string; readonly client: string; readonly atMs: number }): Promise<bigint> {
    const { address, client, atMs } = grant
    const { rows } = await sql<{ id: bigint }>`insert into faucet_grants (address, client, granted_at_ms)
      values (${address}, ${client}, ${BigInt(atMs)}) returning id`.execute(this.#db)
    return rows[0].id
  }

  /** What came to nothing does not count. */
  async remove(id: bigint): Promise<void> {
    await this.#db.deleteFrom('faucet_grants').where('id', '=', id).execute()
  }

  async forgetBefore(timeMs: number): Promise<void> {
    await this.#db.deleteFrom('faucet_grants').where('granted_at_ms', '<', BigInt(timeMs)).execute()
  }

  /** When the address was given something the last time, of what is not forgotten. */
  async lastOf(address: string): Promise<number | undefined> {
    const rows = await this.#times('address', address, 1)
    return rows.at(0)
  }

  /** The latest times at which a client got something, newest first. */
  timesOfClient(client: string, limit: number): Promise<number[]> {
    return this.#times('client', client, limit)
  }

  /** The latest times at which anybody got something, newest first. */
  async times(limit: number): Promise<number[]> {
    const rows = await this.#newest(limit).execute()
    return rows.map(({ granted_at_ms }) => Number(granted_at_ms))
  }

  async #times(column: 'address' | 'client', value: string, limit: number): Promise<number[]> {
    const rows = await this.#newest(limit).where(column, '=', value).execute()
    return rows.map(({ granted_at_ms }) => Number(granted_at_ms))
  }

  #newest(limit: number) {
    return this.#db.selectFrom('faucet_grants').select('granted_at_ms').orderBy('granted_at_ms', 'desc').limit(limit)
  }
}
