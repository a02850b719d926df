import { latin1 } from '#latin1'
import { fromHex, toHex } from '@echochain/codec'
import type { KvStore } from '../kv/KvStore.ts'
import { Arena } from '../trie/Arena.ts'
import { sortChanges } from '../trie/sortChanges.ts'
import type { StateChange } from '../trie/StateChange.ts'
import { TrieMemory } from '../trie/TrieMemory.ts'
import { type TrieRoot, TrieWriter } from '../trie/TrieWriter.ts'
import { decodeChanges } from './changeList.ts'
import type { StateDamage } from './checkState.ts'
import { countPlaces, fingerprintOf, placesKey, readPlaces } from './places.ts'
import { StoredTrie } from './StoredTrie.ts'
import {
  blockKey,
  type BlockState,
  existenceKey,
  META_OLDEST,
  META_WINDOW,
  readChainValue,
  readU64,
  undoKey,
  windowOf,
} from './tables.ts'

type Report = (code: StateDamage['code'], message: string) => void

/**
 * Goes back block by block from the base, whose state must be in order, undoes what each changed, and compares the root
 * that comes of it with the one noted; looks whether each old value is found through the index; and for what does not
 * belong there. Yields to other work after each block.
 */
export async function checkHistory(store: KvStore, base: BlockState, report: Report): Promise<void> {
  const meta = store.table('meta')
  const oldest = readU64(meta.get(META_OLDEST)!)
  const windowBlocks = readU64(meta.get(META_WINDOW)!)
  for (const [key] of store.table('undo').range({ gte: undoKey(base.number + 1, 0), limit: 1 }))
    report('HISTORY_DAMAGED', `There are differences of block ${readU64(key)}, which is above the base`)
  const newest = store.table('chain').get(blockKey(base.number))
  if (newest === undefined || readChainValue(base.number, newest).root !== base.root)
    report('HISTORY_DAMAGED', `The base, block ${base.number}, is missing or another one in the history`)
  const walk = new HistoryWalk(store, base, windowBlocks)
  for (let number = base.number; number > oldest; number--) {
    const fault = walk.undo(number)
    if (fault !== undefined) return report('HISTORY_DAMAGED', fault)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

class HistoryWalk {
  readonly #store: KvStore
  readonly #windowBlocks: number
  readonly #writer: TrieWriter
  /** Keys that exist at the block reached otherwise than at the base. */
  readonly #exists = new Map<string, boolean>()
  #trie: TrieRoot

  constructor(store: KvStore, base: BlockState, windowBlocks: number) {
    const stored = new StoredTrie(store)
    this.#store = store
    this.#windowBlocks = windowBlocks
    this.#writer = new TrieWriter(stored, new Arena(false), new TrieMemory())
    this.#trie = { slot: stored.root(), hash: fromHex(base.root) }
  }

  /** Goes from the state of block `number` to that of the one before. Returns what is wrong, if anything is. */
  undo(number: number): string | undefined {
    const noted = this.#store.table('chain').get(blockKey(number - 1))
    if (noted === undefined) return `Block ${number - 1} is missing in the history`
    try {
      const { slot, hash } = this.#writer.update(this.#trie, sortChanges(this.#oldValues(number)), 0)
      this.#trie = { slot, hash }
    } catch (error) {
      return `The differences of block ${number} cannot be undone: ${(error as Error).message}`
    }
    const { root } = readChainValue(number - 1, noted)
    if (toHex(this.#trie.hash) === root) return undefined
    return `Undoing block ${number} gives the root ${toHex(this.#trie.hash)}, but block ${number - 1} had ${root}`
  }

  #oldValues(number: number): StateChange[] {
    const changes: StateChange[] = []
    const flat = this.#store.table('flat')
    const places = new BlockPlaces(this.#store, windowOf(number, this.#windowBlocks), number)
    const range = { gte: undoKey(number, 0), lt: undoKey(number + 1, 0) }
    for (const [entry, bytes] of this.#store.table('undo').range(range)) {
      const chunk = new DataView(entry.buffer, entry.byteOffset).getUint16(8)
      for (const { key, value } of decodeChanges(bytes.slice())) {
        const name = latin1(key)
        const existed = this.#exists.get(name) ?? flat.get(key) !== undefined
        places.expect(key, chunk, key.byteOffset - 2)
        places.expectExistence(key, value !== undefined, existed)
        this.#exists.set(name, value !== undefined)
        changes.push({ key, value, existed })
      }
    }
    places.expectNoMore()
    return changes
  }
}

/** What the indices say of a block: it must be what its reverse differences say, and no more. */
class BlockPlaces {
  readonly #store: KvStore
  readonly #window: number
  readonly #block: number
  readonly #records = new Map<number, Uint8Array>()
  #left = 0

  constructor(store: KvStore, window: number, block: number) {
    this.#store = store
    this.#window = window
    this.#block = block
  }

  /** Throws unless the old value of `key` is found where it is. */
  expect(key: Uint8Array, chunk: number, offset: number): void {
    const fingerprint = fingerprintOf(key)
    for (const place of readPlaces(this.#record(fingerprint), fingerprint))
      if (place.chunk === chunk && place.offset === offset) {
        this.#left--
        return
      }
    throw new Error(`the index does not lead to the old value of ${toHex(key)}`)
  }

  #record(fingerprint: Uint8Array): Uint8Array {
    let record = this.#records.get(fingerprint[0])
    if (record === undefined) {
      const found = this.#store.table('places').get(placesKey(this.#window, fingerprint, this.#block))
      record = found ?? new Uint8Array(0)
      this.#records.set(fingerprint[0], record)
      this.#left += countPlaces(record)
    }
    return record
  }

  /** Throws unless it is noted that `key` came to be or went, if it did. */
  expectExistence(key: Uint8Array, before: boolean, after: boolean): void {
    const noted = this.#store.table('existence').get(existenceKey(this.#window, key, this.#block))
    const expected = before === after ? undefined : Number(before)
    if (noted?.[0] !== expected) throw new Error(`it is not noted rightly whether ${toHex(key)} existed`)
  }

  /** Throws if the index leads to old values that there are not. */
  expectNoMore(): void {
    if (this.#left !== 0) throw new Error('the index leads to old values that there are not')
  }
}
