/**
 * Cuts bytes that come in pieces of any size into chunks of one size, the last one shorter. The buffers come from
 * `allocate`, so that a caller can have them in shared memory or use them again.
 */
export class Chunker {
  #chunkSize: number
  #allocate: () => Uint8Array
  #chunk?: Uint8Array
  #filled = 0

  constructor(chunkSize: number, allocate: () => Uint8Array = () => new Uint8Array(chunkSize)) {
    this.#chunkSize = chunkSize
    this.#allocate = allocate
  }

  /** Yields the chunks that `bytes` complete; a chunk belongs to the receiver. */
  *push(bytes: Uint8Array): Generator<Uint8Array, void> {
    for (let at = 0; at < bytes.length;) {
      this.#chunk ??= this.#allocate()
      const take = Math.min(bytes.length - at, this.#chunkSize - this.#filled)
      this.#chunk.set(bytes.subarray(at, at + take), this.#filled)
      this.#filled += take
      at += take
      if (this.#filled < this.#chunkSize) continue
      const chunk = this.#chunk
      this.#chunk = undefined
      this.#filled = 0
      yield chunk
    }
  }

  /** The bytes left over, possibly none. */
  rest(): Uint8Array {
    return this.#chunk?.subarray(0, this.#filled) ?? new Uint8Array(0)
  }
}
