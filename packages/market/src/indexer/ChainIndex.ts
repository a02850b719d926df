import type { Cid } from '@echochain/content'
import type { Runtime } from '@echochain/frame'
import { MarketError } from '../MarketError.ts'
import type { AddressBook } from './AddressBook.ts'
import type { ChainHead, ChainHeads, ChainSource } from './ChainSource.ts'
import type { IndexedBlock, IndexStore } from './IndexStore.ts'
import { type FetchedBlock, fetchBlock, fetchRuntimeMarker, readBlock } from './readBlock.ts'
import { readLastIds, readRecords, type RecordIds, recordIdsOf, type Records } from './readRecords.ts'

const DEFAULT_MAX_BLOCKS = 64
/** Fewer where blocks are full: a step ends after so many extrinsics and events, or bytes of blocks. */
const MAX_ROWS = 20_000
const MAX_BYTES = 4_000_000
/** Blocks asked for at a time. */
const FETCHED_AT_ONCE = 8
/** Records in one transaction when all are compared with the chain. */
const REFRESHED_AT_ONCE = 500

export interface ChainIndexParts {
  readonly source: ChainSource
  readonly store: IndexStore
  /** By marker: those of this release. */
  readonly runtimes: ReadonlyMap<string, Runtime>
  readonly addresses: AddressBook
  /** Blocks in one step: one transaction, and what is held in memory meanwhile. */
  readonly maxBlocks?: number
}

/** What a step changed. */
export interface IndexChange {
  /** Numbers above this were retracted; undefined if none were. */
  readonly retractedTo: number | undefined
  readonly blocks: readonly IndexedBlock[]
  readonly records: RecordIds
  /** Files of the samples among them. */
  readonly contents: readonly Cid[]
  readonly tip: ChainHead
  readonly finalizedNumber: number
}

const NO_RECORDS: Records = {
  asked: { sample: new Set(), purchase: new Set(), licence: new Set() },
  samples: [],
  purchases: [],
  licences: [],
}

/**
 * Makes the index follow what a node takes for the best chain, step by step. What happened (blocks, extrinsics, events,
 * payments) is kept by block and deleted with blocks that are retracted. What is (samples, purchases, licences) is read
 * from the state whenever a block touches it, also one that is retracted: from the state after the last block of the
 * step, or after the finalized block while that is ahead. Either way of a block that the index contains or will, so that
 * a later change is always read later; and the node surely has that state, however far the index is behind.
 */
export class ChainIndex {
  readonly #parts: ChainIndexParts

  constructor(parts: ChainIndexParts) {
    this.#parts = parts
  }

  /**
   * One step towards the best chain. Undefined when there is none to take, or the node is behind the index.
   * @throws MarketError of the source; `FORK_BELOW_FINALITY`, `UNKNOWN_RUNTIME`, `CURSOR_MOVED`
   */
  async step(heads: ChainHeads): Promise<IndexChange | undefined> {
    const { store } = this.#parts
    const before = store.tip
    if (await this.#nodeIsBehind(heads)) return undefined
    const base = before && (await this.#commonBlock(before, heads))
    const blocks = await this.#readBlocks(base, heads)
    const retracts = before !== undefined && base !== undefined && base.number < before.number
    const records = await this.#apply({ base, blocks, retracts, heads })
    const finalizedBefore = store.finalizedNumber
    await this.#finalize(heads)
    if (!store.tip || (records === undefined && store.finalizedNumber === finalizedBefore)) return undefined
    return {
      retractedTo: retracts ? base.number : undefined,
      blocks,
      records: (records ?? NO_RECORDS).asked,
      contents: (records ?? NO_RECORDS).samples.map(({ content_cid }) => content_cid as Cid),
      tip: store.tip,
      finalizedNumber: store.finalizedNumber,
    }
  }

  /** A node that has just begun to sync knows less than the index; that is no reason to retract anything. */
  async #nodeIsBehind({ best }: ChainHeads): Promise<boolean> {
    const { store } = this.#parts
    if (best.number >= store.finalizedNumber) return false
    if ((await store.hashAt(best.number)) === best.hash) return true
    throw forkBelowFinality(best.number)
  }

  /** The highest indexed block that is on the node's best chain. */
  async #commonBlock(tip: ChainHead, { best }: ChainHeads): Promise<ChainHead> {
    const { source, store } = this.#parts
    for (let number = Math.min(tip.number, best.number); number >= Math.max(store.finalizedNumber, 0); number--) {
      const [ours, theirs] = await Promise.all([store.hashAt(number), source.hashAt(number)])
      if (ours !== undefined && ours === theirs) return { number, hash: ours }
    }
    throw forkBelowFinality(store.finalizedNumber)
  }

  async #readBlocks(base: ChainHead | undefined, heads: ChainHeads): Promise<IndexedBlock[]> {
    const { source, runtimes, addresses, maxBlocks = DEFAULT_MAX_BLOCKS } = this.#parts
    const blocks: IndexedBlock[] = []
    let marker = base && (await this.#parts.store.runtimeAfter(base.number))
    let rows = 0
    let bytes = 0
    for await (const fetched of this.#fetchChain(base, heads.best.number)) {
      marker ??= fetched.nextRuntime ?? (await fetchRuntimeMarker(source, heads.finalized.hash))
      const runtime = runtimes.get(marker)
      if (!runtime) throw unknownRuntime(marker)
      const indexed = await readBlock(source, fetched, runtime, addresses)
      blocks.push(indexed)
      rows += indexed.extrinsics.length + indexed.events.length
      bytes += indexed.block.size_bytes
      if (blocks.length >= maxBlocks || rows >= MAX_ROWS || bytes >= MAX_BYTES) break
      marker = fetched.nextRuntime ?? marker
    }
    return blocks
  }

  /** The blocks after `base` on the best chain, as far as they follow upon each other while that changes. */
  async *#fetchChain(base: ChainHead | undefined, best: number): AsyncGenerator<FetchedBlock> {
    const { source } = this.#parts
    let parentHash = base?.hash
    for (let from = base ? base.number + 1 : 0; from <= best; from += FETCHED_AT_ONCE) {
      const numbers = Array.from({ length: Math.min(FETCHED_AT_ONCE, best - from + 1) }, (_, at) => from + at)
      const fetched = await Promise.all(
        numbers.map(async (number) => {
          const hash = await source.hashAt(number)
          return hash && fetchBlock(source, hash)
        }),
      )
      for (const block of fetched) {
        if (!block || (parentHash !== undefined && block.block.header.parentHash !== parentHash)) return
        yield block
        parentHash = block.hash
      }
    }
  }

  /** Writes the step, if there is any. Returns the records it read anew. */
  async #apply(step: {
    readonly base: ChainHead | undefined
    readonly blocks: readonly IndexedBlock[]
    readonly retracts: boolean
    readonly heads: ChainHeads
  }): Promise<Records | undefined> {
    const { base, blocks, retracts, heads } = step
    const { source, store, addresses } = this.#parts
    if (blocks.length === 0 && !retracts) return this.#refreshAll()
    const subjects = blocks.flatMap((block) => block.subjects.map(({ subject }) => subject))
    if (retracts) subjects.push(...(await store.recordSubjectsAbove(base!.number)))
    const last = blocks.at(-1)?.block ?? base!
    const at = last.number < heads.finalized.number ? heads.finalized.hash : last.hash
    const records = await readRecords(source, at, recordIdsOf(subjects), addresses)
    await store.apply({ base, blocks, records })
    return records
  }

  /** After events were missed, once the index has caught up: compares every record with the chain. */
  async #refreshAll(): Promise<Records | undefined> {
    const { source, store, addresses } = this.#parts
    if (!store.recordsAreStale || !store.tip) return undefined
    const { hash } = store.tip
    const lastIds = await readLastIds(source, hash)
    // Samples last: they count their purchases.
    for (const kind of ['purchase', 'licence', 'sample'] as const)
      for (let from = 1; from <= lastIds[kind]; from += REFRESHED_AT_ONCE) {
        const count = Math.min(REFRESHED_AT_ONCE, lastIds[kind] - from + 1)
        const asked = { ...NO_RECORDS.asked, [kind]: new Set(Array.from({ length: count }, (_, at) => from + at)) }
        await store.refresh(await readRecords(source, hash, asked, addresses), false)
      }
    await store.refresh(NO_RECORDS, true)
    return NO_RECORDS
  }

  async #finalize({ finalized }: ChainHeads): Promise<void> {
    const { store } = this.#parts
    if (!store.tip || finalized.number <= store.finalizedNumber) return
    // Blocks below the finalized number came from a chain that contains the finalized block.
    if (store.tip.number < finalized.number) return this.#finalizeUpTo(store.tip.number)
    if ((await store.hashAt(finalized.number)) === finalized.hash) return this.#finalizeUpTo(finalized.number)
  }

  async #finalizeUpTo(number: number): Promise<void> {
    if (number > this.#parts.store.finalizedNumber) await this.#parts.store.finalize(number)
  }
}

const forkBelowFinality = (number: number): MarketError =>
  new MarketError(
    'FORK_BELOW_FINALITY',
    `The node's chain differs from the indexed one at block ${number}, which was final. If the node is right, start ` +
      'with --rebuild',
  )

const unknownRuntime = (marker: string): MarketError =>
  new MarketError(
    'UNKNOWN_RUNTIME',
    `The chain has moved on to the runtime "${marker}", which this version of EchoChain does not have. ` +
      'Install a newer version and start again; nothing is lost',
  )
