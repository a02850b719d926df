import type { Clock, Logger } from '@echochain/consensus'
import type { Cid } from '@echochain/content'
import { type BlobStore } from '@echochain/content/node'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  type AudioAnalyser,
  type AudioAnalysis,
  AudioError,
  type AudioErrorCode,
  DEFAULT_AUDIO_LIMITS,
} from '../audio/index.ts'
import type { Database } from '../database/openDatabase.ts'
import { insertRows } from '../database/insertRows.ts'
import type { AnalysisRow } from '../database/schema.ts'
import type { JsonValue } from '../JsonValue.ts'

/** Not even copied to be analysed if it is larger. */
const MAX_FILE_BYTES = DEFAULT_AUDIO_LIMITS.maxFileBytes

/** Files waiting to be analysed without anybody waiting for the answer; more are left until they are asked for. */
const MAX_QUEUED = 1_000

/** Failures that say something about the machine and not about the file: they are not kept. */
const PASSING = new Set(['BUSY', 'CLOSED', 'UNREADABLE', 'CRASHED', 'OUT_OF_MEMORY', 'TIMED_OUT'])

/** What was heard in a file, as JSON; peaks apart. */
export type AnalysisResult = Omit<AudioAnalysis, 'peaks' | 'peakDb' | 'loudness'> & {
  /** Null for silence. */
  readonly peakDb: number | null
  readonly loudness: number | null
}

export interface AnalysisFailure {
  readonly code: AudioErrorCode
  readonly message: string
}

export type Analysis =
  | { readonly cid: string; readonly result: AnalysisResult; readonly peaks: Uint8Array }
  | { readonly cid: string; readonly failure: AnalysisFailure }

export interface AnalysisDeskParts {
  readonly db: Database
  readonly store: Pick<BlobStore, 'has' | 'get' | 'describe'>
  /** Closed with the desk. */
  readonly analyser: Pick<AudioAnalyser, 'analyse' | 'close'>
  /** A directory of its own for the file being analysed. */
  readonly directory: string
  readonly clock: Clock
  readonly logger: Logger
}

/** Analyses stored files, each once: what came of it is kept in the database, failures of the file as well. */
export class AnalysisDesk {
  readonly #parts: AnalysisDeskParts
  /** Bounded by the analyser, which refuses to have too many waiting, and by the queue. */
  readonly #running = new Map<string, Promise<Analysis | undefined>>()
  readonly #queue = new Set<Cid>()
  #working: Promise<void> | undefined
  readonly #closing = new AbortController()

  private constructor(parts: AnalysisDeskParts) {
    this.#parts = parts
  }

  static async open(parts: AnalysisDeskParts): Promise<AnalysisDesk> {
    await rm(parts.directory, { recursive: true, force: true }) // what a process that was killed left
    await mkdir(parts.directory, { recursive: true })
    return new AnalysisDesk(parts)
  }

  /** Whether there is a file to analyse. */
  isStored(cid: Cid): Promise<boolean> {
    return this.#parts.store.has(cid)
  }

  /** What is known of a file already. */
  async find(cid: string): Promise<Analysis | undefined> {
    const row = await this.#parts.db.selectFrom('analyses').selectAll().where('cid', '=', cid).executeTakeFirst()
    return row && toAnalysis(row)
  }

  /**
   * Analyses a file, unless it was before. Undefined if the file is not stored here.
   * @throws AudioError when the machine, not the file, is the reason that nothing came of it
   */
  analyse(cid: Cid): Promise<Analysis | undefined> {
    const running = this.#running.get(cid)
    if (running) return running
    const analysis = this.#analyse(cid).finally(() => this.#running.delete(cid))
    this.#running.set(cid, analysis)
    return analysis
  }

  /** Has files analysed when there is time. */
  enqueue(cids: Iterable<Cid>): void {
    for (const cid of cids) if (this.#queue.size < MAX_QUEUED) this.#queue.add(cid)
    this.#working ??= this.#work().finally(() => (this.#working = undefined))
  }

  /** Ends what is under way and refuses what comes, as AudioError `CLOSED`; what is known is still told. */
  async close(): Promise<void> {
    this.#closing.abort(new AudioError('CLOSED', 'The audio analysis is shutting down'))
    this.#queue.clear()
    await this.#parts.analyser.close()
    await this.#working
    await Promise.allSettled(this.#running.values())
    await rm(this.#parts.directory, { recursive: true, force: true })
  }

  async #work(): Promise<void> {
    for (const cid of this.#queue) {
      if (this.#closing.signal.aborted) return
      this.#queue.delete(cid)
      try {
        await this.analyse(cid)
      } catch (error) {
        this.#parts.logger.warn('A sample could not be analysed', { cid, message: (error as Error).message })
      }
    }
  }

  async #analyse(cid: Cid): Promise<Analysis | undefined> {
    const known = await this.find(cid)
    if (known) return known
    const { store, directory, analyser } = this.#parts
    const { signal } = this.#closing
    const content = await store.describe(cid)
    if (!content) return undefined
    if (content.size > MAX_FILE_BYTES) return this.#keep(cid, tooLarge(content.size))
    signal.throwIfAborted()
    const path = join(directory, cid)
    try {
      // A copy: it is checked against the CID while it is made, and the store may delete its own.
      await pipeline(Readable.from(store.get(cid)), createWriteStream(path), { signal })
      return await this.#keep(cid, await outcomeOf(analyser.analyse({ path })))
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      await rm(path, { force: true })
    }
  }

  async #keep(cid: Cid, outcome: Outcome): Promise<Analysis> {
    const { db, clock } = this.#parts
    await insertRows(db, 'analyses', [{ cid, analysed_at_ms: BigInt(clock.now()), ...toColumns(outcome) }], 'ignore')
    return { cid, ...outcome }
  }
}

const tooLarge = (size: number): Outcome => ({
  failure: { code: 'TOO_LARGE', message: `The file has ${size} bytes; at most ${MAX_FILE_BYTES} can be analysed` },
})

type Outcome = { readonly result: AnalysisResult; readonly peaks: Uint8Array } | { readonly failure: AnalysisFailure }

async function outcomeOf(running: Promise<AudioAnalysis>): Promise<Outcome> {
  try {
    const { peaks, peakDb, loudness, ...rest } = await running
    const result = { ...rest, peakDb: finite(peakDb), loudness: finite(loudness) }
    return { result, peaks: new Uint8Array(peaks.buffer, peaks.byteOffset, peaks.length) }
  } catch (error) {
    if (!(error instanceof AudioError) || PASSING.has(error.code)) throw error
    return { failure: { code: error.code, message: error.message } }
  }
}

/** JSON has no infinity. */
const finite = (decibels: number): number | null => (Number.isFinite(decibels) ? decibels : null)

const toColumns = (outcome: Outcome) =>
  'failure' in outcome
    ? { result: null, peaks: null, failure: { ...outcome.failure } }
    : {
        result: outcome.result as unknown as JsonValue,
        // As the database writes bytes in JSON.
        peaks: `\\x${Buffer.from(outcome.peaks).toString('hex')}` as unknown as Uint8Array,
        failure: null,
      }

const toAnalysis = ({ cid, result, peaks, failure }: AnalysisRow): Analysis =>
  peaks === null
    ? { cid, failure: failure as unknown as AnalysisFailure }
    : { cid, result: result as unknown as AnalysisResult, peaks }
