import { latin1FromBytes } from '#text'
import { CodecError } from './CodecError.ts'

/** Nesting of recursive types (calls in calls): more than any honest input, far less than the engine's stack. */
const MAX_DEPTH = 32

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A place in a byte string, from which codecs read strictly. Every read throws {@link CodecError} past the end. */
export class ByteReader {
  readonly bytes: Uint8Array
  readonly #view: DataView
  offset: number
  readonly end: number
  #depth = 0

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.offset = offset
    this.end = end
  }

  get remaining(): number {
    return this.end - this.offset
  }

  /** Moves on by `length` bytes and returns where they began. */
  skip(length: number): number {
    const at = this.offset
    if (length > this.end - at)
      throw new CodecError('UNEXPECTED_END', `Needed ${length} bytes at ${at}, but only ${this.end - at} are left`)
    this.offset = at + length
    return at
  }

  u8(): number {
    return this.bytes[this.skip(1)]
  }
  u16(): number {
    return this.#view.getUint16(this.skip(2), true)
  }
  u32(): number {
    return this.#view.getUint32(this.skip(4), true)
  }
  u64(): bigint {
    return this.#view.getBigUint64(this.skip(8), true)
  }
  i64(): bigint {
    return this.#view.getBigInt64(this.skip(8), true)
  }
  u128(): bigint {
    const at = this.skip(16)
    const low = this.#view.getBigUint64(at, true)
    const high = this.#view.getBigUint64(at + 8, true)
    return high === 0n ? low : (high << 64n) | low
  }

  /** A copy of the next `length` bytes, so that a small value does not keep the whole input alive. */
  copy(length: number): Uint8Array {
    const at = this.skip(length)
    return this.bytes.slice(at, at + length)
  }

  /** A view of the next `length` bytes, for use while the input is unchanged. */
  view(length: number): Uint8Array {
    const at = this.skip(length)
    return this.bytes.subarray(at, at + length)
  }

  /** The next `length` bytes as latin-1 text, one character a byte. */
  latin1(length: number): string {
    const at = this.skip(length)
    return latin1FromBytes(this.bytes, at, at + length)
  }

  utf8(length: number): string {
    const at = this.skip(length)
    try {
      return strictUtf8.decode(this.bytes.subarray(at, at + length))
    } catch {
      throw new CodecError('INVALID_UTF8', `The ${length} bytes of text at ${at} are not valid UTF-8`)
    }
  }

  /** A compact number below 2^32 that counts something of at most `max`. */
  compactLength(max: number): number {
    const at = this.offset
    const length = this.compactU32()
    if (length > max) throw new CodecError('TOO_LONG', `Length ${length} at ${at} is over the bound of ${max}`)
    return length
  }

  /** A compact number below 2^32. */
  compactU32(): number {
    const at = this.offset
    const first = this.u8()
    let value: number
    let least: number
    switch (first & 3) {
      case 0:
        return first >>> 2
      case 1:
        value = ((this.u8() << 8) | first) >>> 2
        least = 1 << 6
        break
      case 2:
        this.offset = at
        value = this.u32() >>> 2
        least = 1 << 14
        break
      default:
        if (first !== 3) throw new CodecError('OUT_OF_RANGE', `Compact number at ${at} does not fit 32 bits`)
        value = this.u32()
        least = 2 ** 30
    }
    if (value < least)
      throw new CodecError('NON_CANONICAL_COMPACT', `Compact number at ${at} is not in its shortest form`)
    return value
  }

  /** A compact number of at most `bits` bits. */
  compactBigInt(bits: number): bigint {
    const at = this.offset
    const first = this.bytes[at]
    if (at >= this.end || (first & 3) !== 3 || first === 3) return BigInt(this.compactU32())
    this.offset = at + 1
    const length = (first >>> 2) + 4
    let value = 0n
    const start = this.skip(length)
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[start + i])
    if (this.bytes[start + length - 1] === 0)
      throw new CodecError('NON_CANONICAL_COMPACT', `Compact number at ${at} is not in its shortest form`)
    if (value >> BigInt(bits) !== 0n)
      throw new CodecError('OUT_OF_RANGE', `Compact number at ${at} does not fit ${bits} bits`)
    return value
  }

  /** Runs `read` one level deeper, so that nested types cannot exhaust the stack. */
  nested<T>(read: (input: ByteReader) => T): T {
    if (this.#depth === MAX_DEPTH)
      throw new CodecError('TOO_DEEP', `Nested more than ${MAX_DEPTH} levels deep at ${this.offset}`)
    this.#depth++
    const value = read(this)
    this.#depth--
    return value
  }

  /** Throws unless everything has been read. */
  expectEnd(): void {
    if (this.offset !== this.end)
      throw new CodecError('TRAILING_BYTES', `${this.end - this.offset} bytes are left over after the value`)
  }
}
