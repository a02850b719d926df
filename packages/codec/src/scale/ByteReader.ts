import { latin1FromBytes } from '#text'
import { CodecError } from './CodecError.ts'
import { validateNesting } from './validateNesting.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Texts up to here are looked at for plain ASCII, which needs no decoder (a call of one costs as much as 100 bytes). */
const SHORT_TEXT_BYTES = 64

/** Eight bytes on their way to a bigint: a DataView over the input itself would cost as much as reading ten numbers. */
const word = new DataView(new ArrayBuffer(8))
const wordBytes = new Uint8Array(word.buffer)

/** A place in a byte string, from which codecs read strictly. Every read throws {@link CodecError} past the end. */
export class ByteReader {
  readonly bytes: Uint8Array
  offset: number
  readonly end: number
  #depth = 0

  /** Reads `bytes` from `offset` up to `end`. Throws RangeError if there is no such range. */
  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    if (!(offset >= 0 && offset <= end && end <= bytes.length))
      throw new RangeError(`${bytes.length} bytes have no range from ${offset} to ${end}`)
    this.bytes = bytes
    this.offset = offset
    this.end = end
  }

  get remaining(): number {
    return this.end - this.offset
  }

  /** Moves on by `length` bytes and returns where they began. */
  skip(length: number): number {
    const at = this.offset
    if (length > this.end - at) throw unexpectedEnd(length, at, this.end)
    this.offset = at + length
    return at
  }

  u8(): number {
    return this.bytes[this.skip(1)]
  }
  u16(): number {
    const at = this.skip(2)
    return this.bytes[at] | (this.bytes[at + 1] << 8)
  }
  u32(): number {
    const at = this.skip(4)
    const { bytes } = this
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0
  }
  u64(): bigint {
    return wordAt(this.bytes, this.skip(8), 8).getBigUint64(0, true)
  }
  i64(): bigint {
    return wordAt(this.bytes, this.skip(8), 8).getBigInt64(0, true)
  }
  u128(): bigint {
    return uintAt(this.bytes, this.skip(16), 16)
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
    if (length <= SHORT_TEXT_BYTES && isAscii(this.bytes, at, at + length))
      return latin1FromBytes(this.bytes, at, at + length)
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
    if (value < least) throw nonCanonical(at)
    return value
  }

  /** A compact number of at most `bits` bits: 64 or 128. */
  compactBigInt(bits: 64 | 128): bigint {
    const at = this.offset
    const first = this.bytes[at]
    if (at >= this.end || (first & 3) !== 3 || first === 3) return BigInt(this.compactU32())
    const length = (first >>> 2) + 4
    this.offset = at + 1
    const start = this.skip(length)
    if (this.bytes[start + length - 1] === 0) throw nonCanonical(at)
    if (length > bits / 8) throw new CodecError('OUT_OF_RANGE', `Compact number at ${at} does not fit ${bits} bits`)
    return uintAt(this.bytes, start, length)
  }

  /** Runs `read` one level deeper, so that nested types cannot exhaust the stack. After `TOO_DEEP` stop reading. */
  nested<T>(read: (input: ByteReader) => T): T {
    validateNesting(++this.#depth, this.offset)
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

const unexpectedEnd = (length: number, at: number, end: number): CodecError =>
  new CodecError('UNEXPECTED_END', `Needed ${length} bytes at ${at}, but only ${end - at} are left`)

const nonCanonical = (at: number): CodecError =>
  new CodecError('NON_CANONICAL_COMPACT', `Compact number at ${at} is not in its shortest form`)

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] >= 0x80) return false
  return true
}

/** The `length` ≤ 8 bytes at `start`, little-endian, with zeros above them. */
function wordAt(bytes: Uint8Array, start: number, length: number): DataView {
  for (let i = 0; i < 8; i++) wordBytes[i] = i < length ? bytes[start + i] : 0
  return word
}

/** The unsigned number in the `length` ≤ 16 bytes at `start`, little-endian. */
function uintAt(bytes: Uint8Array, start: number, length: number): bigint {
  const low = wordAt(bytes, start, Math.min(length, 8)).getBigUint64(0, true)
  if (length <= 8) return low
  const high = wordAt(bytes, start + 8, length - 8).getBigUint64(0, true)
  return high === 0n ? low : (high << 64n) | low
}
