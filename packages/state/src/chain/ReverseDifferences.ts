import type { KvTransaction } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import { decodeChanges, DELETED, type KeyValue } from './changeList.ts'
import { PlaceList, placesKey } from './places.ts'
import { undoKey } from './tables.ts'

/** Size of a chunk: what one look-up of an old value reads. A longer value has a longer chunk of its own. */
const CHUNK_BYTES = 16_384

/** Writes down what a block changed, with the values before, in chunks of the format of changeList.ts. */
export class ReverseDifferences {
  readonly #transaction: KvTransaction
  readonly #block: number
  readonly #places = new PlaceList()
  #chunk = 0
  #bytes = new Uint8Array(CHUNK_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  constructor(transaction: KvTransaction, block: number) {
    this.#transaction = transaction
    this.#block = block
  }

  /** Notes that `key` was `old` before the block. Both are copied before anything is written. */
  add(key: Uint8Array, old: Uint8Array | undefined): void {
    const size = 6 + key.length + (old?.length ?? 0)
    if (this.#length > 0 && this.#length + size > CHUNK_BYTES) this.#writeChunk()
    if (size > this.#bytes.length) this.#enlarge(size)
    const at = this.#length
    this.#places.add(key, this.#chunk, at)
    this.#view.setUint16(at, key.length)
    this.#bytes.set(key, at + 2)
    this.#view.setUint32(at + 2 + key.length, old === undefined ? DELETED : old.length)
    if (old !== undefined) this.#bytes.set(old, at + 6 + key.length)
    this.#length += size
  }

  /** Writes what is left, and where everything is. */
  finish(window: number): void {
    if (this.#length > 0) this.#writeChunk()
    for (const record of this.#places.records())
      this.#transaction.put('places', placesKey(window, record, this.#block), record)
  }

  #writeChunk(): void {
    this.#transaction.put('undo', undoKey(this.#block, this.#chunk++), this.#bytes.subarray(0, this.#length))
    this.#length = 0
  }

  #enlarge(size: number): void {
    this.#bytes = new Uint8Array(size)
    this.#view = new DataView(this.#bytes.buffer)
  }
}

/**
 * The key and the old value noted at `offset` of a chunk; no value if the key was not there. Throws {@link StateError}
 * DAMAGED where nothing is noted.
 */
export function readOldValue(chunk: Uint8Array, offset: number): KeyValue {
  const [change] = decodeChanges(chunk, offset, 1)
  if (!change) throw new StateError('DAMAGED', 'The place of an old value is behind its list. Run "db check".')
  return change
}
