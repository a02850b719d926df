import type { Hash } from '@echochain/codec'
import { type Clock, type Logger, Signal } from '@echochain/consensus'
import type { Runtime } from '@echochain/frame'
import { databaseFailure } from '../database/databaseFailure.ts'
import type { Database } from '../database/openDatabase.ts'
import { MarketError } from '../MarketError.ts'
import { AddressBook } from './AddressBook.ts'
import { ChainIndex, type IndexChange } from './ChainIndex.ts'
import type { ChainHead, ChainHeads, ChainSource } from './ChainSource.ts'
import { IndexStore } from './IndexStore.ts'

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 10_000
/** Several slots of the slowest preset. */
const SILENCE_MS = 60_000

export interface IndexerParts {
  readonly db: Database
  /** Opens a new connection to the node. */
  readonly connect: () => Promise<ChainSource>
  readonly runtimes: readonly Runtime[]
  readonly clock: Clock
  readonly logger: Logger
}

export interface IndexerStatus {
  readonly state: 'connecting' | 'catchingUp' | 'following' | 'nodeBehind' | 'stopped'
  readonly genesisHash: Hash | undefined
  readonly tip: ChainHead | undefined
  readonly finalizedNumber: number
  /** As the node reported them last. */
  readonly heads: ChainHeads | undefined
  /** Why the index does not go on just now. */
  readonly problem: { readonly code: string; readonly message: string } | undefined
}

/**
 * Keeps the index on the heels of a node, for as long as the process lives: connects again when the connection is lost,
 * and tries again, ever more seldom, whatever goes wrong. What goes wrong is in {@link status} and in the log.
 */
export class Indexer {
  /** After each step, when it is in the database. */
  readonly onChange = new Signal<IndexChange>()
  readonly #parts: IndexerParts
  readonly #runtimes: ReadonlyMap<string, Runtime>
  readonly #addresses = new AddressBook()
  readonly #stop = new AbortController()
  readonly #started = Promise.withResolvers<Hash>()
  #running: Promise<void> | undefined
  #state: IndexerStatus['state'] = 'connecting'
  #source: ChainSource | undefined
  #store: IndexStore | undefined
  #heads: ChainHeads | undefined
  #problem: IndexerStatus['problem']
  #wake = Promise.withResolvers<void>()
  #endPause = (): void => {}

  constructor(parts: IndexerParts) {
    this.#parts = parts
    this.#runtimes = new Map(parts.runtimes.map((runtime) => [runtime.marker, runtime]))
    this.#started.promise.catch(() => {}) // whoever awaits `start` hears of it
  }

  /**
   * Begins. Resolves with the genesis hash once the node has answered for the first time, however long that takes.
   * @throws MarketError `WRONG_CHAIN` when the database is another chain's; `STOPPED`
   */
  start(): Promise<Hash> {
    this.#running ??= this.#run()
    return this.#started.promise
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#started.reject(new MarketError('STOPPED', 'The market was stopped before a node answered'))
    this.#wake.resolve()
    this.#endPause()
    await this.#source?.close()
    await this.#running
    this.#state = 'stopped'
  }

  get status(): IndexerStatus {
    return {
      state: this.#state,
      genesisHash: this.#source?.genesisHash,
      tip: this.#store?.tip,
      finalizedNumber: this.#store?.finalizedNumber ?? -1,
      heads: this.#heads,
      problem: this.#problem,
    }
  }

  /** The connection to the node. Throws MarketError `NODE_UNREACHABLE` while there is none. */
  get source(): ChainSource {
    if (this.#source) return this.#source
    throw new MarketError('NODE_UNREACHABLE', 'The market has no connection to its node just now; try again shortly')
  }

  async #run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS
    while (!this.#stop.signal.aborted) {
      this.#state = 'connecting'
      try {
        await this.#session(() => (pauseMs = FIRST_PAUSE_MS))
      } catch (error) {
        this.#report(error)
      }
      await this.#source?.close()
      this.#source = undefined
      await this.#pause(pauseMs)
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
    }
  }

  /** One connection, until it is lost or something goes wrong. */
  async #session(onProgress: () => void): Promise<void> {
    const { connect, db, logger } = this.#parts
    const source = await connect()
    this.#source = source
    const lost = new AbortController()
    const watchOver = async () => {
      lost.abort(await source.closed)
      this.#wake.resolve()
    }
    void watchOver()
    const over = AbortSignal.any([this.#stop.signal, lost.signal])
    const store = await IndexStore.open(db, source.genesisHash)
    this.#store = store
    this.#heads = undefined
    this.#started.resolve(source.genesisHash)
    logger.info('Connected to the node', { genesis: source.genesisHash, indexed: store.tip?.number ?? null })
    await source.followHeads((heads) => {
      this.#heads = heads
      this.#wake.resolve()
    })
    const index = new ChainIndex({ source, store, runtimes: this.#runtimes, addresses: this.#addresses })
    while (!over.aborted) {
      await this.#waitForHeads(source)
      await this.#catchUp(index, over, onProgress)
    }
    if (lost.signal.reason instanceof MarketError) throw lost.signal.reason
  }

  /** A connection on which nothing has come for long is tried out: one that is dead does not end by itself. */
  async #waitForHeads(source: ChainSource): Promise<void> {
    const { clock } = this.#parts
    const callOff = clock.at(clock.now() + SILENCE_MS, () => {
      source.hashAt(0).catch(() => {}) // no answer ends the connection
      this.#wake.resolve()
    })
    await this.#wake.promise
    callOff()
    this.#wake = Promise.withResolvers()
  }

  async #catchUp(index: ChainIndex, over: AbortSignal, onProgress: () => void): Promise<void> {
    while (!over.aborted && this.#heads) {
      const heads = this.#heads
      const change = await index.step(heads)
      this.#problem = undefined
      this.#state = stateOf(this.#store?.tip, heads, change)
      if (!change) return
      onProgress()
      this.onChange.emit(change)
    }
  }

  #report(failure: unknown): void {
    if (this.#stop.signal.aborted) return
    const error = databaseFailure(failure) ?? failure
    const code = (error as { code?: string })?.code ?? 'INTERNAL'
    const message = error instanceof Error ? error.message : String(error)
    if (code === 'WRONG_CHAIN') this.#started.reject(error)
    // The same problem again and again is told once.
    if (this.#problem?.code !== code) this.#parts.logger.warn('Indexing is interrupted', { code, message })
    this.#problem = { code, message }
  }

  async #pause(durationMs: number): Promise<void> {
    if (this.#stop.signal.aborted) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const callOff = this.#parts.clock.at(this.#parts.clock.now() + durationMs, resolve)
    this.#endPause = resolve
    await promise
    callOff()
  }
}

function stateOf(
  tip: ChainHead | undefined,
  { best }: ChainHeads,
  change: IndexChange | undefined,
): IndexerStatus['state'] {
  if (tip && best.number < tip.number && !change) return 'nodeBehind'
  return tip && tip.number >= best.number ? 'following' : 'catchingUp'
}
