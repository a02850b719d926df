import type { KvTransaction } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import { decodeChanges } from './changeList.ts'
import { undoKey } from './tables.ts'

/** Size of a chunk: what one look-up of an old value reads. A longer value has a longer chunk of its own. */
const CHUNK_BYTES = 16_384
const DELETED = 0xffff_ffff

/** Collects what a block changed, with the values before, in chunks of the format of changeList.ts. */
export class ReverseDifferences {
  readonly #block: number
  readonly #full: Uint8Array[] = []
  #bytes = new Uint8Array(CHUNK_BYTES)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  constructor(block: number) {
    this.#block = block
  }

  /** Number of the chunk that the last key went to. */
  get chunk(): number {
    return this.#full.length
  }

  /** Notes that `key` was `old` before the block (copied); returns where in {@link chunk} this is noted. */
  add(key: Uint8Array, old: Uint8Array | undefined): number {
    const size = 6 + key.length + (old?.length ?? 0)
    if (this.#length + size > this.#bytes.length) this.#startChunk(size)
    const at = this.#length
    this.#view.setUint16(at, key.length)
    this.#bytes.set(key, at + 2)
    this.#view.setUint32(at + 2 + key.length, old === undefined ? DELETED : old.length)
    if (old !== undefined) this.#bytes.set(old, at + 6 + key.length)
    this.#length += size
    return at
  }

  write(transaction: KvTransaction): void {
    if (this.#length > 0) this.#startChunk(0)
    for (const [chunk, bytes] of this.#full.entries()) transaction.put('undo', undoKey(this.#block, chunk), bytes)
  }

  #startChunk(size: number): void {
    if (this.#length > 0) this.#full.push(this.#bytes.subarray(0, this.#length))
    this.#bytes = new Uint8Array(Math.max(CHUNK_BYTES, size))
    this.#view = new DataView(this.#bytes.buffer)
    this.#length = 0
  }
}

/**
 * The old value noted at `offset` of a chunk; undefined if the key was not there. Throws {@link StateError} DAMAGED where
 * there is none.
 */
export function readOldValue(chunk: Uint8Array, offset: number): Uint8Array | undefined {
  const [change] = decodeChanges(chunk, offset, 1)
  if (!change) throw new StateError('DAMAGED', 'The place of an old value is behind its list. Run "db check".')
  return change.value?.slice()
}
