import type { Clock, Logger } from '@echochain/consensus'
import type { Cid } from '@echochain/content'
import type { UploadDesk } from '@echochain/content/node'
import type { Database } from '../database/openDatabase.ts'
import type { Indexer } from '../indexer/Indexer.ts'

const HOUR_MS = 60 * 60 * 1000
/** Long enough to analyse, describe and register what was uploaded. */
export const DEFAULT_UPLOAD_GRACE_MS = 24 * HOUR_MS
const LONGEST_PAUSE_MS = HOUR_MS
/** An index whose latest block is older may miss samples: its node may be catching up. */
const FRESH_MS = 10 * 60 * 1000
/** CIDs in one query. */
const BATCH = 1_000

export interface UnusedUploadsParts {
  readonly db: Database
  readonly indexer: Pick<Indexer, 'status'>
  readonly uploads: Pick<UploadDesk, 'storedBefore' | 'discard'>
  readonly clock: Clock
  readonly logger: Logger
  readonly graceMs?: number
}

/**
 * Deletes uploaded files that no sample names, and gives their quota back: those that nobody has uploaded for the grace
 * period, and that two looks in a row find unused, each at an index that is up to date. Between two looks, what a
 * reorganisation has put back into the pool is in a block again.
 */
export class UnusedUploads {
  readonly #parts: UnusedUploadsParts
  readonly #graceMs: number
  readonly #pauseMs: number
  /** Bounded by the files that the quota allows. */
  #unusedBefore: ReadonlySet<Cid> = new Set()
  #callOff = (): void => {}
  #looking: Promise<void> | undefined
  #closed = false

  constructor(parts: UnusedUploadsParts) {
    this.#parts = parts
    this.#graceMs = parts.graceMs ?? DEFAULT_UPLOAD_GRACE_MS
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#graceMs)
    this.#wait()
  }

  /** Resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#closed = true
    this.#callOff()
    await this.#looking
  }

  /** Looks once; what goes wrong is logged and tried again by the next look. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: Error) => this.#parts.logger.warn('Unused uploads are left for now', { message: error.message }))
      .finally(() => (this.#looking = undefined))
    return this.#looking
  }

  #wait(): void {
    const { clock } = this.#parts
    this.#callOff = clock.at(clock.now() + this.#pauseMs, () => {
      this.#wait()
      void this.look()
    })
  }

  async #look(): Promise<void> {
    const { uploads, clock, logger } = this.#parts
    const before = clock.now() - this.#graceMs
    const old = uploads.storedBefore(before)
    const unused = new Set<Cid>()
    for (let at = 0; at < old.length; at += BATCH) {
      const batch = old.slice(at, at + BATCH)
      const used = await this.#usedAmong(batch)
      if (!used) return
      for (const cid of batch) if (!used.has(cid)) unused.add(cid)
    }
    const again = [...unused].filter((cid) => this.#unusedBefore.has(cid))
    this.#unusedBefore = unused
    let deleted = 0
    for (const cid of again) if (!this.#closed && (await this.#delete(cid, before))) deleted++
    if (deleted > 0) logger.info(`Deleted ${deleted} uploaded files that no sample names`)
  }

  async #delete(cid: Cid, before: number): Promise<boolean> {
    const { uploads, db } = this.#parts
    const used = await this.#usedAmong([cid]) // since the look, it may have been put into a sample after all
    if (!used || used.has(cid) || !(await uploads.discard(cid, before))) return false
    await db.deleteFrom('analyses').where('cid', '=', cid).execute()
    return true
  }

  /** The files that samples name, or undefined if the index may not know all samples. */
  async #usedAmong(cids: readonly Cid[]): Promise<ReadonlySet<string> | undefined> {
    const { db } = this.#parts
    if (!(await this.#isUpToDate())) return undefined
    const rows = await db
      .selectFrom('samples')
      .select(['content_cid', 'preview_cid'])
      .where((sample) => sample.or([sample('content_cid', 'in', cids), sample('preview_cid', 'in', cids)]))
      .execute()
    return new Set(rows.flatMap(({ content_cid, preview_cid }) => [content_cid, preview_cid ?? content_cid]))
  }

  async #isUpToDate(): Promise<boolean> {
    const { db, indexer, clock } = this.#parts
    const { state, tip } = indexer.status
    if (state !== 'following' || !tip) return false
    const row = await db
      .selectFrom('cursor')
      .innerJoin('blocks', 'blocks.number', 'cursor.tip_number')
      .select(['records_stale', 'timestamp_ms'])
      .executeTakeFirst()
    return row !== undefined && !row.records_stale && Number(row.timestamp_ms) > clock.now() - FRESH_MS
  }
}
