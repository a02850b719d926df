import type { Logger } from '@echochain/consensus'
import { sql } from 'kysely'
import type { Database } from './openDatabase.ts'

/** Often enough that tables change little in between, so that it takes a moment only. */
const BLOCKS_BETWEEN = 2_000

/**
 * Does for the embedded database what a server's autovacuum does: takes back the room of deleted rows, and counts rows
 * anew, without which queries are planned as for tables that are empty.
 */
export class Housekeeping {
  readonly #db: Database
  readonly #logger: Logger
  #blocks = 0
  #running: Promise<void> | undefined

  constructor(db: Database, logger: Logger) {
    this.#db = db
    this.#logger = logger
  }

  /** Counts blocks that were indexed, and does what is due. */
  noteBlocks(count: number): void {
    this.#blocks += count
    if (this.#blocks < BLOCKS_BETWEEN || this.#running) return
    this.#blocks = 0
    this.#running = this.#vacuum()
  }

  /** Resolves when nothing is under way. */
  async close(): Promise<void> {
    await this.#running
  }

  async #vacuum(): Promise<void> {
    try {
      await sql`vacuum (analyze)`.execute(this.#db)
    } catch (error) {
      this.#logger.warn('The embedded database could not be tidied up', { message: (error as Error).message })
    } finally {
      this.#running = undefined
    }
  }
}
