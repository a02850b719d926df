import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import type { Codec } from './Codec.ts'
import { CodecError } from './CodecError.ts'
import type { PrimitiveName } from './TypeDescription.ts'

const outOfRange = (value: number | bigint, name: string): never => {
  throw new CodecError('OUT_OF_RANGE', `${value} is not a ${name}`)
}

const smallUint = (
  name: PrimitiveName,
  max: number,
  write: (out: ByteWriter, value: number) => void,
  read: (input: ByteReader) => number,
): Codec<number> => ({
  type: { kind: 'primitive', name },
  write: (out, value) => {
    if (!Number.isInteger(value) || value < 0 || value > max) outOfRange(value, name)
    write(out, value)
  },
  read,
})

const largeUint = (
  name: PrimitiveName,
  bits: bigint,
  write: (out: ByteWriter, value: bigint) => void,
  read: (input: ByteReader) => bigint,
): Codec<bigint> => {
  const limit = 1n << bits
  return {
    type: { kind: 'primitive', name },
    write: (out, value) => {
      if (value < 0n || value >= limit) outOfRange(value, name)
      write(out, value)
    },
    read,
  }
}

export const u8: Codec<number> = smallUint(
  'u8',
  0xff,
  (out, value) => out.u8(value),
  (input) => input.u8(),
)
export const u16: Codec<number> = smallUint(
  'u16',
  0xffff,
  (out, value) => out.u16(value),
  (input) => input.u16(),
)
export const u32: Codec<number> = smallUint(
  'u32',
  0xffff_ffff,
  (out, value) => out.u32(value),
  (input) => input.u32(),
)
export const u64: Codec<bigint> = largeUint(
  'u64',
  64n,
  (out, value) => out.u64(value),
  (input) => input.u64(),
)
export const u128: Codec<bigint> = largeUint(
  'u128',
  128n,
  (out, value) => out.u128(value),
  (input) => input.u128(),
)

export const bool: Codec<boolean> = {
  type: { kind: 'primitive', name: 'bool' },
  write: (out, value) => out.u8(value ? 1 : 0),
  read: (input) => {
    const byte = input.u8()
    if (byte > 1) throw new CodecError('BAD_BOOL', `${byte} at ${input.offset - 1} is neither false (0) nor true (1)`)
    return byte === 1
  },
}

const compactOf = <T extends number | bigint>(of: Codec<T>, bits: number): Codec<T> => ({
  type: { kind: 'compact', of: of.type },
  write: (out, value) => {
    if (value < 0 || BigInt(value) >> BigInt(bits) !== 0n) outOfRange(value, `compact u${bits}`)
    if (typeof value === 'bigint') out.compactBigInt(value)
    else out.compactU32(value)
  },
  read: (input) => (bits > 32 ? input.compactBigInt(bits) : input.compactU32()) as T,
})

export const compactU32: Codec<number> = compactOf(u32, 32)
export const compactU64: Codec<bigint> = compactOf(u64, 64)
export const compactU128: Codec<bigint> = compactOf(u128, 128)

/** The value that takes no bytes. */
export const unit: Codec<undefined> = { type: { kind: 'tuple', items: [] }, write: () => {}, read: () => undefined }
