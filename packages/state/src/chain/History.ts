import { latin1 } from '#latin1'
import type { KvStore, KvTable } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import { isSameKey } from '../trie/sortChanges.ts'
import type { StateChange } from '../trie/StateChange.ts'
import { decodeChanges, type KeyValue } from './changeList.ts'
import type { FoundKey } from './mergeKeys.ts'
import { fingerprintOf, placesKey, readPlaces } from './places.ts'
import { readOldValue } from './ReverseDifferences.ts'
import {
  blockKey,
  type BlockRef,
  type BlockState,
  existencePrefix,
  META_OLDEST,
  META_WINDOW,
  readChainValue,
  readExistenceKey,
  readU64,
  undoKey,
  windowOf,
} from './tables.ts'

/** The states of the base and of the blocks below it, as the database has them. */
export class History {
  readonly flat: KvTable
  readonly #chain: KvTable
  readonly #undo: KvTable
  readonly #places: KvTable
  readonly #existence: KvTable
  readonly #meta: KvTable
  readonly #windowBlocks: number

  constructor(store: KvStore) {
    this.flat = store.table('flat')
    this.#chain = store.table('chain')
    this.#undo = store.table('undo')
    this.#places = store.table('places')
    this.#existence = store.table('existence')
    this.#meta = store.table('meta')
    this.#windowBlocks = readU64(this.#meta.get(META_WINDOW)!)
  }

  /** Number of the oldest block whose state can still be read. */
  get oldest(): number {
    return readU64(this.#meta.get(META_OLDEST)!)
  }

  /** The block that is in the chain below the base under this number. */
  block(number: number): BlockState | undefined {
    const value = number < this.oldest ? undefined : this.#chain.get(blockKey(number))
    return value && readChainValue(number, value)
  }

  /** Throws {@link StateError} STATE_PRUNED or UNKNOWN_BLOCK unless `block` is in the chain up to the base and kept. */
  getBlock(block: BlockRef): BlockState {
    const { oldest } = this
    if (block.number < oldest)
      throw new StateError(
        'STATE_PRUNED',
        `The state of block ${block.number} is no longer kept; the oldest that is is that of block ${oldest}`,
      )
    const found = this.block(block.number)
    if (found?.hash !== block.hash)
      throw new StateError('UNKNOWN_BLOCK', `Block ${block.number} (${block.hash}) is not in this state`)
    return found
  }

  /** The value of `key` after block `number`, given the number of the base; overwritten by the next look-up. */
  peek(key: Uint8Array, number: number, base: number): Uint8Array | undefined {
    const change = number === base ? undefined : this.#nextChange(key, number, base)
    return change === undefined ? this.flat.peek(key) : change.value
  }

  /** What the first block behind `number` that changed `key` notes of it. */
  #nextChange(key: Uint8Array, number: number, base: number): KeyValue | undefined {
    const fingerprint = fingerprintOf(key)
    const last = windowOf(base, this.#windowBlocks)
    for (let window = windowOf(number + 1, this.#windowBlocks); window <= last; window++) {
      const range = { gte: placesKey(window, fingerprint, number + 1), lt: placesKey(window, fingerprint, base + 1) }
      for (const [entry, record] of this.#places.range(range))
        for (const { chunk, offset } of readPlaces(record, fingerprint)) {
          const change = this.#oldValue(readU64(entry, 5), chunk, offset)
          if (isSameKey(change.key, key)) return change
        }
    }
    return undefined
  }

  /**
   * For each window with changes behind block `number`, the earliest first: the keys in order from `gte` on that came to
   * be or went, with whether they had a value before the first of these changes.
   */
  changedKeys(gte: Uint8Array, number: number, base: number): Iterator<FoundKey>[] {
    const iterators: Iterator<FoundKey>[] = []
    if (number === base) return iterators
    const last = windowOf(base, this.#windowBlocks)
    for (let window = windowOf(number + 1, this.#windowBlocks); window <= last; window++)
      iterators.push(this.#keysOfWindow(window, gte, number))
    return iterators
  }

  *#keysOfWindow(window: number, gte: Uint8Array, number: number): Generator<FoundKey> {
    const range = { gte: existencePrefix(window, gte), lt: existencePrefix(window + 1) }
    for (const [entry, existed] of this.#existence.range(range)) {
      if (readU64(entry, entry.length - 8) <= number) continue
      yield { key: readExistenceKey(entry), exists: () => existed[0] === 1 }
    }
  }

  #oldValue(block: number, chunk: number, offset: number): KeyValue {
    const bytes = this.#undo.get(undoKey(block, chunk))
    if (bytes === undefined) throw damaged(block)
    return readOldValue(bytes, offset)
  }

  /**
   * The changes that lead from the base's state down to block `number`, or only as far as `limit` changes go, but at
   * least one block: of each key the oldest old value on the way.
   */
  reverseChanges(number: number, base: number, limit: number): { changes: StateChange[]; reached: number } {
    const oldValues = new Map<string, KeyValue>()
    let reached = base
    let read = 0
    while (reached > number && read < limit) {
      for (const [, chunk] of this.#undo.range({ gte: undoKey(reached, 0), lt: undoKey(reached + 1, 0) })) {
        const noted = decodeChanges(chunk)
        for (const change of noted) oldValues.set(latin1(change.key), change)
        read += noted.length
      }
      reached--
    }
    const existed = (key: Uint8Array): boolean => this.flat.peek(key) !== undefined
    const changes = Array.from(oldValues.values(), ({ key, value }) => ({ key, value, existed: existed(key) }))
    return { changes, reached }
  }
}

const damaged = (block: number): StateError =>
  new StateError('DAMAGED', `The history of block ${block} is incomplete. Run "db check".`)
