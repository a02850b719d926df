const SLAB_BYTES = 131_072

/** Memory of nodes is shared where the platform can, so that a worker writes it to disk without a copy. */
const newSlab = (shared: boolean): Uint8Array =>
  new Uint8Array(
    shared && typeof SharedArrayBuffer !== 'undefined'
      ? new SharedArrayBuffer(SLAB_BYTES)
      : new ArrayBuffer(SLAB_BYTES),
  )

/**
 * Space for node records in large slabs: one allocation for hundreds of nodes. A record is the bitmap of the children
 * that are branches (u16, little-endian) and the encoding of the node. The encoding starts at a multiple of 8, as
 * copies from and to shared memory go byte by byte otherwise (measured: 60 against 190 ns for 530 bytes).
 */
export class Arena {
  readonly #shared: boolean
  #position = SLAB_BYTES
  /** Bytes handed out since the start. */
  allocatedBytes = 0
  /** The slab of the record allocated last. */
  bytes: Uint8Array = new Uint8Array(0)

  constructor(shared: boolean) {
    this.#shared = shared
  }

  /** Place in `bytes` for an encoding of `length` bytes, with the two bytes in front of it free for the bitmap. */
  allocate(length: number): number {
    let start = (this.#position + 9) & ~7
    if (start + length > SLAB_BYTES) {
      this.bytes = newSlab(this.#shared)
      start = 8
    }
    this.#position = start + length
    this.allocatedBytes += length + 8
    return start
  }
}
