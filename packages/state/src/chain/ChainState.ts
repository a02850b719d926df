import { compareBytes, fromHex, toHex } from '@echochain/codec'
import { StateError } from '../StateError.ts'
import { Arena } from '../trie/Arena.ts'
import { BRANCH_OVERHEAD_BYTES } from '../trie/Branch.ts'
import { AS_IN_BASE, findLeaf } from '../trie/findLeaf.ts'
import { proveKeys } from '../trie/proveKeys.ts'
import { sortChanges } from '../trie/sortChanges.ts'
import type { StateChange } from '../trie/StateChange.ts'
import { MAX_KEY_LENGTH, TrieMemory } from '../trie/TrieMemory.ts'
import { type TrieRoot, TrieWriter } from '../trie/TrieWriter.ts'
import { encodeChanges } from './changeList.ts'
import {
  type AllOptions,
  type ChainStateOptions,
  type ChainStateStats,
  DEFAULT_OPTIONS,
  defaultWindow,
} from './ChainStateOptions.ts'
import { checkState, type StateDamage } from './checkState.ts'
import { createState, type Genesis } from './createState.ts'
import { collectDirty, type FlattenJob, markClean } from './FlattenJob.ts'
import { History } from './History.ts'
import { CHANGE_OVERHEAD_BYTES, Layer, type PreparedLayer } from './Layer.ts'
import { Layers } from './Layers.ts'
import { changedKeys, endOfPrefix, foundKeys, mergeKeys, successor } from './mergeKeys.ts'
import { NodeCache } from './NodeCache.ts'
import type { StateStore } from './StateStore.ts'
import type { StateView } from './StateView.ts'
import { StoredTrie } from './StoredTrie.ts'
import { type BlockRef, type BlockState, readMeta, validateFormat } from './tables.ts'

/** Tries below the base that proofs were made for lately. Each holds what the base has changed since. */
const PROVEN_TRIES = 4

/**
 * The states of the blocks of a chain: of one, the base, in the database; of those above as layers in memory; of those
 * below by reverse differences.
 */
export class ChainState {
  readonly #store: StateStore
  readonly #options: AllOptions
  readonly #history: History
  readonly #stored: StoredTrie
  readonly #memory = new TrieMemory()
  readonly #arena = new Arena(true)
  readonly #writer: TrieWriter
  readonly #cache: NodeCache
  readonly #layers: Layers
  readonly #provenTries = new Map<number, TrieRoot>()
  #base: BlockState
  #trie: TrieRoot
  #now = 0
  #moves: Promise<void> = Promise.resolve()
  #movesPending = 0
  #trimmedAt = 0

  /**
   * Throws {@link StateError} NO_STATE if the store holds none, WRONG_FORMAT if another version wrote it, DAMAGED if what
   * it says of itself cannot be.
   */
  static async open(store: StateStore, options: ChainStateOptions = {}): Promise<ChainState> {
    validateFormat(store)
    const base = readMeta(store)
    if (base === undefined) throw new StateError('NO_STATE', 'There is no state in this database yet')
    return new ChainState(store, base, { ...DEFAULT_OPTIONS, ...options })
  }

  /** Writes the state of block 0 to an empty store and opens it. Throws {@link StateError} NOT_EMPTY. */
  static async create(store: StateStore, genesis: Genesis, options: ChainStateOptions = {}): Promise<ChainState> {
    const { historyBlocks = DEFAULT_OPTIONS.historyBlocks } = options
    await createState(store, genesis, options.windowBlocks ?? defaultWindow(historyBlocks))
    return ChainState.open(store, options)
  }

  private constructor(store: StateStore, base: BlockState, options: AllOptions) {
    this.#store = store
    this.#options = options
    this.#layers = new Layers(options)
    this.#history = new History(store)
    this.#stored = new StoredTrie(store)
    this.#writer = new TrieWriter(this.#stored, this.#arena, this.#memory)
    this.#cache = new NodeCache(options.cacheBytes)
    this.#base = base
    this.#trie = { slot: this.#stored.root(), hash: fromHex(base.root) }
  }

  /** The block whose state the database holds. */
  get base(): BlockState {
    return this.#base
  }

  /** Whether the base is on the move. */
  get moving(): boolean {
    return this.#movesPending > 0
  }

  /** Whether {@link view} knows the block. */
  has(block: BlockRef): boolean {
    return this.#layers.has(block) || this.#history.block(block.number)?.hash === block.hash
  }

  /** The block under this number that the base is or builds on; undefined if it is not kept. */
  blockAt(number: number): BlockState | undefined {
    return this.#history.block(number)
  }

  /** The state after `block`. Throws {@link StateError} UNKNOWN_BLOCK or STATE_PRUNED. */
  view(block: BlockRef): StateView {
    const { hash, number, root } = this.#layers.get(block)?.block ?? this.#history.getBlock(block)
    return {
      block: { hash, number },
      root,
      get: (key) => this.#peek(block, key)?.slice(),
      peek: (key) => this.#peek(block, key),
      keys: (prefix, startAfter, limit) => this.#keys(block, prefix, startAfter, limit),
    }
  }

  /**
   * Computes the state root behind `parent`, the base or a layer, without changing anything. The changes, in any order,
   * each key once, become the state's: they must not be modified any more. Throws {@link StateError} UNKNOWN_BLOCK,
   * BAD_KEY, DUPLICATE_KEY or, if it notices, WRONG_EXISTED.
   */
  prepare(parent: BlockRef, changes: readonly StateChange[]): PreparedLayer {
    const trie = this.#layers.get(parent)?.prepared.trie ?? this.#baseTrie(parent)
    if (this.#options.verifyChanges) this.#verifyChanges(parent, changes)
    const sorted = sortChanges(changes)
    const before = this.#nodeBytes
    const now = ++this.#now
    this.#stored.now = now
    const { slot, hash, removed } = this.#writer.update(trie, sorted, now)
    const nodeBytes = this.#nodeBytes - before
    let sizeBytes = nodeBytes + Math.round(nodeBytes / 300) * BRANCH_OVERHEAD_BYTES
    for (const { key, value } of sorted) sizeBytes += CHANGE_OVERHEAD_BYTES + key.length + (value?.length ?? 0)
    return { parent, root: toHex(hash), changes: sorted, trie: { slot, hash }, removed, sizeBytes }
  }

  /** Makes a prepared layer the state of `block`, the next behind its parent. Throws {@link StateError} UNKNOWN_BLOCK. */
  add(prepared: PreparedLayer, block: BlockRef): void {
    if (this.#layers.has(block)) return
    const parent = this.#layers.get(prepared.parent)
    if (parent === undefined) this.#baseTrie(prepared.parent)
    if (block.number !== prepared.parent.number + 1)
      throw new RangeError(`Block ${block.number} cannot follow block ${prepared.parent.number}`)
    const layer = new Layer({ hash: block.hash, number: block.number, root: prepared.root }, prepared, parent)
    this.#layers.add(layer)
  }

  /** See {@link Layers.pressedBase}. */
  pressedBase(head: BlockRef): BlockRef | undefined {
    return this.#layers.pressedBase(head)
  }

  /** See {@link Layers.isOverfull}. */
  isOverfull(head: BlockRef): boolean {
    return this.#layers.isOverfull(head)
  }

  /**
   * Moves the base forward to a layer or back to a block of its history; resolved when this is safe on disk. Layers
   * that do not build on the new base are dropped. A long way is made in steps, and those made stay if a later one
   * fails. Moves happen one after the other; a forward move to a block that the base has passed does nothing. States from `finalizedNumber` on (the new base's if not given) are kept
   * although older than `historyBlocks`. Rejects with {@link StateError} UNKNOWN_BLOCK, STATE_PRUNED or WRITE_FAILED.
   */
  moveBase(block: BlockRef, { finalizedNumber = Infinity }: { finalizedNumber?: number } = {}): Promise<void> {
    const forward = this.#layers.has(block)
    this.#movesPending++
    const move = this.#moves.then(() => this.#move(block, forward, finalizedNumber)).finally(() => this.#movesPending--)
    this.#moves = move.catch(() => {}) // the caller has the failure; the next move must not fail by it
    return move
  }

  /**
   * Substrate read proof of the values of `keys` after `block`, a layer, the base or one of the last blocks below it.
   * Throws {@link StateError} UNKNOWN_BLOCK or STATE_PRUNED.
   */
  prove(block: BlockRef, keys: readonly Uint8Array[]): Uint8Array[] {
    const trie = this.#layers.get(block)?.prepared.trie ?? this.#trieBelow(block)
    return proveKeys(trie.slot, keys, this.#stored)
  }

  /** Reads the whole database and compares: what is damaged, nothing if all is well. Slow: for `db check`. */
  check(): Promise<StateDamage[]> {
    return checkState(this.#store)
  }

  stats(): ChainStateStats {
    return {
      base: this.#base.number,
      oldest: this.#history.oldest,
      layers: this.#layers.size,
      layerBytes: this.#layers.bytes,
      layerKeys: this.#layers.changes,
      cachedNodes: this.#cache.nodes,
      cachedBytes: this.#cache.bytes,
      nodesLoaded: this.#stored.loaded,
      moving: this.moving,
    }
  }

  /** Waits for moves under way and closes the store. */
  async close(): Promise<void> {
    await this.#moves
    await this.#store.close()
  }

  /** Of branches made or read so far. */
  get #nodeBytes(): number {
    return this.#arena.allocatedBytes + this.#stored.loadedBytes
  }

  #baseTrie(block: BlockRef): TrieRoot {
    if (block.hash === this.#base.hash) return this.#trie
    const { number, hash } = this.#base
    throw new StateError(
      'UNKNOWN_BLOCK',
      `Block ${block.number} (${block.hash}) is neither the base, block ${number} (${hash}), nor a layer on it`,
    )
  }

  #peek(block: BlockRef, key: Uint8Array): Uint8Array | undefined {
    const layer = this.#layers.get(block)
    if (layer === undefined) {
      if (block.hash !== this.#base.hash) this.#history.getBlock(block)
      return this.#history.peek(key, block.number, this.#base.number)
    }
    const leaf = findLeaf(layer.prepared.trie.slot, key)
    return leaf === AS_IN_BASE ? this.#history.flat.peek(key) : leaf?.value
  }

  #keys(block: BlockRef, prefix: Uint8Array, startAfter: Uint8Array | undefined, limit: number): Uint8Array[] {
    if (limit <= 0 || prefix.length > MAX_KEY_LENGTH) return []
    const within = startAfter !== undefined && compareBytes(startAfter, prefix) >= 0
    const from = within ? successor(startAfter.subarray(0, MAX_KEY_LENGTH)) : prefix // no key is longer
    const lt = endOfPrefix(prefix)
    const layer = this.#layers.get(block)
    if (layer === undefined) this.#history.getBlock(block)
    const changed =
      layer === undefined
        ? this.#history.changedKeys(from, block.number, this.#base.number)
        : layer
            .lineage()
            .map(({ prepared }) => changedKeys(prepared.changes, from))
            .reverse()
    const keys: Uint8Array[] = []
    for (const key of mergeKeys([...changed, foundKeys(this.#history.flat.keys({ gte: from, lt }))], lt))
      if (keys.push(key) >= limit) break
    return keys
  }

  #verifyChanges(parent: BlockRef, changes: readonly StateChange[]): void {
    for (const { key, existed } of changes)
      if ((this.#peek(parent, key) !== undefined) !== existed)
        throw new StateError('WRONG_EXISTED', `"existed" is ${existed} in the change of ${toHex(key)}, which is wrong`)
  }

  async #move(block: BlockRef, forward: boolean, finalizedNumber: number): Promise<void> {
    const layer = this.#layers.get(block)
    if (layer !== undefined) await this.#moveForward(layer, finalizedNumber)
    else if (!forward || this.#history.block(block.number)?.hash !== block.hash) {
      const target = this.#history.getBlock(block)
      if (target.number < this.#base.number) await this.#moveBack(target)
    }
  }

  async #moveForward(target: Layer, finalizedNumber: number): Promise<void> {
    while (this.#base.hash !== target.block.hash) {
      const step = this.#nextStep(target)
      const { block, prepared } = step.at(-1)!
      const job: FlattenJob = {
        base: block,
        blocks: step.map(({ block, prepared }) => ({ block, changes: encodeChanges(prepared.changes) })),
        restored: undefined,
        nodes: collectDirty(prepared.trie.slot),
        removed: step.flatMap(({ prepared }) => prepared.removed),
        keepFrom: Math.max(0, Math.min(block.number - this.#options.historyBlocks, finalizedNumber)),
      }
      await this.#flatten(job, prepared.trie)
    }
  }

  /** The layers to be written next on the way from the base to `target`. */
  #nextStep(target: Layer): Layer[] {
    const waiting = target.lineage()
    const step: Layer[] = []
    let changes = 0
    for (const layer of waiting) {
      changes += layer.prepared.changes.length
      if (step.length > 0 && changes > this.#options.maxMoveChanges) break
      step.push(layer)
    }
    return step
  }

  async #moveBack(target: BlockState): Promise<void> {
    while (this.#base.number > target.number) {
      const { trie, removed, changes, block } = this.#trieBelowBase(target.number, this.#options.maxMoveChanges)
      const job: FlattenJob = {
        base: block,
        blocks: [],
        restored: encodeChanges(changes),
        nodes: collectDirty(trie.slot),
        removed,
        keepFrom: 0,
      }
      await this.#flatten(job, trie)
    }
  }

  #flatten(job: FlattenJob, trie: TrieRoot): Promise<void> {
    return this.#store.flatten(job, () => {
      markClean(trie.slot)
      this.#layers.moveBase(job.base)
      this.#base = job.base
      this.#trie = trie
      this.#provenTries.clear()
      this.#trimCache()
    })
  }

  #trimCache(): void {
    if (this.#nodeBytes - this.#trimmedAt < this.#options.cacheBytes) return
    this.#trimmedAt = this.#nodeBytes
    const { latest } = this.#layers // the tries before it will be gone soon
    this.#cache.trim(latest?.prepared.trie.slot ?? this.#trie.slot, this.#now)
  }

  #trieBelow(block: BlockRef): TrieRoot {
    if (block.hash === this.#base.hash) return this.#trie
    const { number } = this.#history.getBlock(block)
    const { proofBlocks } = this.#options
    if (this.#base.number - block.number > proofBlocks)
      throw new StateError(
        'STATE_PRUNED',
        `Proofs are made for the last ${proofBlocks} blocks below ${this.#base.number}`,
      )
    let trie = this.#provenTries.get(block.number)
    if (trie === undefined) {
      trie = this.#trieBelowBase(number, Infinity).trie
      for (const oldest of this.#provenTries.keys())
        if (this.#provenTries.size >= PROVEN_TRIES) this.#provenTries.delete(oldest)
      this.#provenTries.set(block.number, trie)
    }
    return trie
  }

  /** The trie of a block below the base, made of the base's by reverse differences: see {@link History.reverseChanges}. */
  #trieBelowBase(number: number, limit: number): BelowBase {
    const { changes, reached } = this.#history.reverseChanges(number, this.#base.number, limit)
    const block = this.#history.block(reached)
    const sorted = sortChanges(changes)
    const { slot, hash, removed } = this.#writer.update(this.#trie, sorted, ++this.#now)
    if (block === undefined || toHex(hash) !== block.root)
      throw new StateError('DAMAGED', `The history down to block ${reached} gives another state. Run "db check".`)
    return { block, trie: { slot, hash }, removed, changes: sorted }
  }
}

interface BelowBase {
  readonly block: BlockState
  readonly trie: TrieRoot
  readonly removed: Uint8Array[]
  readonly changes: StateChange[]
}
