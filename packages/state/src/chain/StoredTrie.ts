import { startsWithBytes, toHex } from '@echochain/codec'
import type { KvStore, KvTable } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import { Arena } from '../trie/Arena.ts'
import { Branch, type Leaf, type Slot } from '../trie/Branch.ts'
import { nibbleAt, slotKey } from '../trie/nibbles.ts'
import type { NodeSource } from '../trie/NodeSource.ts'

/** The trie of the base, as the database has it. */
export class StoredTrie implements NodeSource {
  readonly #flat: KvTable
  readonly #nodes: KvTable
  readonly #arena = new Arena(false)
  /** Branches read so far. */
  loaded = 0
  /** Stamp for what is loaded: see {@link Branch.usedAt}. */
  now = 0

  constructor(store: KvStore) {
    this.#flat = store.table('flat')
    this.#nodes = store.table('nodes')
  }

  get loadedBytes(): number {
    return this.#arena.allocatedBytes
  }

  root(): Slot {
    const record = this.#nodes.peek(slotKey(new Uint8Array(0), 0))
    if (record !== undefined) return this.#parse(record)
    for (const [key, value] of this.#flat.range({ limit: 1 })) return { key, value }
    return undefined
  }

  branch(path: Uint8Array, nibbles: number): Branch {
    const key = slotKey(path, nibbles)
    const record = this.#nodes.peek(key)
    if (record === undefined) throw missing(`the trie node 0x${toHex(key).slice(2)}`)
    return this.#parse(record)
  }

  leaf(path: Uint8Array, nibbles: number): Leaf {
    const prefix = path.slice(0, (nibbles + 1) >> 1)
    const odd = (nibbles & 1) === 1
    if (odd) prefix[nibbles >> 1] &= 0xf0
    for (const [key, value] of this.#flat.range({ gte: prefix, limit: 1 })) {
      const whole = startsWithBytes(key, prefix.subarray(0, nibbles >> 1))
      const below =
        whole && 2 * key.length >= nibbles && (!odd || nibbleAt(key, nibbles - 1) === nibbleAt(prefix, nibbles - 1))
      if (below) return { key, value }
    }
    throw missing(`a key below ${toHex(prefix)}`)
  }

  value(key: Uint8Array): Uint8Array {
    const value = this.#flat.get(key)
    if (value === undefined) throw missing(`the value of ${toHex(key)}`)
    return value
  }

  #parse(record: Uint8Array): Branch {
    this.loaded++
    const length = record.length - 2
    const start = this.#arena.allocate(length)
    this.#arena.bytes.set(record, start - 2)
    return new Branch(this.#arena.bytes, start, length, false, this.now)
  }
}

const missing = (what: string): StateError =>
  new StateError('DAMAGED', `The state database lacks ${what}. Run "db check".`)
