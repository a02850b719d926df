import { writeLatin1 } from '#text'
import { validateNesting } from './validateNesting.ts'

/** A growing byte string that codecs write to. {@link truncate} cuts it back, so one writer serves many values. */
export class ByteWriter {
  #bytes: Uint8Array
  #view: DataView
  #length = 0
  #depth = 0

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.#bytes.buffer)
  }

  get length(): number {
    return this.#length
  }

  /** Makes room for `size` more bytes and returns where they begin. */
  #grow(size: number): number {
    const at = this.#length
    const length = at + size
    if (length > this.#bytes.length) this.#enlarge(length)
    this.#length = length
    return at
  }

  #enlarge(atLeast: number): void {
    const larger = new Uint8Array(Math.max(atLeast, this.#bytes.length * 2))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
    this.#view = new DataView(larger.buffer)
  }

  u8(value: number): void {
    const at = this.#grow(1)
    this.#bytes[at] = value
  }
  u16(value: number): void {
    const at = this.#grow(2)
    this.#view.setUint16(at, value, true)
  }
  u32(value: number): void {
    const at = this.#grow(4)
    this.#view.setUint32(at, value, true)
  }
  u64(value: bigint): void {
    const at = this.#grow(8)
    this.#view.setBigUint64(at, value, true)
  }
  i64(value: bigint): void {
    const at = this.#grow(8)
    this.#view.setBigInt64(at, value, true)
  }
  u128(value: bigint): void {
    const at = this.#grow(16)
    this.#view.setBigUint64(at, value, true) // keeps the low 64 bits
    this.#view.setBigUint64(at + 8, value >> 64n, true)
  }

  bytes(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length)
    this.#bytes.set(bytes, at)
  }

  latin1(text: string): void {
    const at = this.#grow(text.length)
    writeLatin1(text, this.#bytes, at)
  }

  compactU32(value: number): void {
    if (value < 1 << 6) this.u8(value << 2)
    else if (value < 1 << 14) this.u16((value << 2) | 1)
    else if (value < 2 ** 30) this.u32(((value << 2) | 2) >>> 0)
    else {
      this.u8(3)
      this.u32(value)
    }
  }

  /** A number below 2^128 in its shortest form. */
  compactBigInt(value: bigint): void {
    if (value <= 0xffff_ffffn) return this.compactU32(Number(value))
    const start = this.#grow(1)
    if (value <= 0xffff_ffff_ffff_ffffn) this.u64(value)
    else this.u128(value)
    while (this.#bytes[this.#length - 1] === 0) this.#length--
    this.#bytes[start] = ((this.#length - start - 1 - 4) << 2) | 3
  }

  /** Runs `write` one level deeper, so that nothing is written that a reader would refuse as too deep. */
  nested(write: (out: ByteWriter) => void): void {
    validateNesting(this.#depth + 1, this.#length)
    this.#depth++
    try {
      write(this)
    } finally {
      this.#depth--
    }
  }

  /** Forgets everything after the first `length` bytes. */
  truncate(length: number): void {
    if (length > this.#length) throw new RangeError(`Cannot truncate ${this.#length} bytes to ${length}`)
    this.#length = length
  }

  /** A copy of what was written from `start` on. */
  toBytes(start = 0): Uint8Array {
    return this.#bytes.slice(start, this.#length)
  }

  /** A view of what was written from `start` on, valid until the next write. */
  view(start = 0): Uint8Array {
    return this.#bytes.subarray(start, this.#length)
  }
}
