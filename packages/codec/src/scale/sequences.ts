import { fromHex, type Hex, toHex } from '../bytes/hex.ts'
import { utf8 } from '../bytes/bytes.ts'
import { type Codec, mapped } from './Codec.ts'
import { CodecError } from './CodecError.ts'
import { u8 } from './primitives.ts'

const tooLong = (what: string, length: number, max: number): CodecError =>
  new CodecError('TOO_LONG', `${what} of length ${length} is over the bound of ${max}`)

/** Up to `max` bytes with their length in front. */
export const bytes = (max: number): Codec<Uint8Array> => ({
  type: { kind: 'sequence', of: u8.type },
  write: (out, value) => {
    if (value.length > max) throw tooLong('Byte string', value.length, max)
    out.compactU32(value.length)
    out.bytes(value)
  },
  read: (input) => input.copy(input.compactLength(max)),
})

/** Exactly `length` bytes. */
export const fixedBytes = (length: number): Codec<Uint8Array> => ({
  type: { kind: 'array', of: u8.type, length },
  write: (out, value) => {
    if (value.length !== length)
      throw new CodecError('OUT_OF_RANGE', `Expected exactly ${length} bytes, got ${value.length}`)
    out.bytes(value)
  },
  read: (input) => input.copy(length),
})

/** Exactly `length` bytes, as hexadecimal text: an immutable value that compares with ===. */
export const fixedHex = (length: number): Codec<Hex> => mapped(fixedBytes(length), toHex, fromHex)

/** Up to `max` bytes of UTF-8 text. A text with half a surrogate pair has no UTF-8 and is refused. */
export const text = (max: number): Codec<string> => ({
  type: { kind: 'primitive', name: 'str' },
  write: (out, value) => {
    if (!value.isWellFormed()) throw new CodecError('INVALID_UTF8', 'The text holds half of a surrogate pair')
    const encoded = utf8(value)
    if (encoded.length > max) throw tooLong('Text', encoded.length, max)
    out.compactU32(encoded.length)
    out.bytes(encoded)
  },
  read: (input) => input.utf8(input.compactLength(max)),
})

/** Up to `max` items with their number in front. */
export const vec = <T>(item: Codec<T>, max: number): Codec<readonly T[]> => ({
  type: { kind: 'sequence', of: item.type },
  write: (out, value) => {
    if (value.length > max) throw tooLong('List', value.length, max)
    out.compactU32(value.length)
    for (const element of value) item.write(out, element)
  },
  read: (input) => {
    const length = input.compactLength(max)
    const items: T[] = []
    for (let i = 0; i < length; i++) items.push(item.read(input))
    return items
  },
})

/** Exactly `length` items. */
export const array = <T>(item: Codec<T>, length: number): Codec<readonly T[]> => ({
  type: { kind: 'array', of: item.type, length },
  write: (out, value) => {
    if (value.length !== length)
      throw new CodecError('OUT_OF_RANGE', `Expected exactly ${length} items, got ${value.length}`)
    for (const element of value) item.write(out, element)
  },
  read: (input) => {
    const items: T[] = []
    for (let i = 0; i < length; i++) items.push(item.read(input))
    return items
  },
})
