import type { ByteReader } from './ByteReader.ts'
import type { ByteWriter } from './ByteWriter.ts'
import type { Codec } from './Codec.ts'
import { CodecError } from './CodecError.ts'
import type { PrimitiveName, TypeDescription } from './TypeDescription.ts'

const outOfRange = (value: unknown, name: string): CodecError =>
  new CodecError('OUT_OF_RANGE', `${String(value)} (${typeof value}) is not a ${name}`)

const smallUint = (
  name: PrimitiveName,
  max: number,
  write: (out: ByteWriter, value: number) => void,
  read: (input: ByteReader) => number,
  type: TypeDescription = { kind: 'primitive', name },
): Codec<number> => ({
  type,
  write: (out, value) => {
    if (!Number.isInteger(value) || value < 0 || value > max) throw outOfRange(value, name)
    write(out, value)
  },
  read,
})

const largeInt = (
  name: PrimitiveName,
  min: bigint,
  max: bigint,
  write: (out: ByteWriter, value: bigint) => void,
  read: (input: ByteReader) => bigint,
  type: TypeDescription = { kind: 'primitive', name },
): Codec<bigint> => ({
  type,
  write: (out, value) => {
    if (typeof value !== 'bigint' || value < min || value > max) throw outOfRange(value, name)
    write(out, value)
  },
  read,
})

const MAX_U8 = 0xff
const MAX_U16 = 0xffff
const MAX_U32 = 0xffff_ffff
const MAX_U64 = 2n ** 64n - 1n
const MAX_U128 = 2n ** 128n - 1n

export const u8: Codec<number> = smallUint(
  'u8',
  MAX_U8,
  (out, value) => out.u8(value),
  (input) => input.u8(),
)
export const u16: Codec<number> = smallUint(
  'u16',
  MAX_U16,
  (out, value) => out.u16(value),
  (input) => input.u16(),
)
export const u32: Codec<number> = smallUint(
  'u32',
  MAX_U32,
  (out, value) => out.u32(value),
  (input) => input.u32(),
)
export const u64: Codec<bigint> = largeInt(
  'u64',
  0n,
  MAX_U64,
  (out, value) => out.u64(value),
  (input) => input.u64(),
)
export const u128: Codec<bigint> = largeInt(
  'u128',
  0n,
  MAX_U128,
  (out, value) => out.u128(value),
  (input) => input.u128(),
)
export const i64: Codec<bigint> = largeInt(
  'i64',
  -(2n ** 63n),
  2n ** 63n - 1n,
  (out, value) => out.i64(value),
  (input) => input.i64(),
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

export const compactU32: Codec<number> = smallUint(
  'u32',
  MAX_U32,
  (out, value) => out.compactU32(value),
  (input) => input.compactU32(),
  { kind: 'compact', of: u32.type },
)
export const compactU64: Codec<bigint> = largeInt(
  'u64',
  0n,
  MAX_U64,
  (out, value) => out.compactBigInt(value),
  (input) => input.compactBigInt(64),
  { kind: 'compact', of: u64.type },
)
export const compactU128: Codec<bigint> = largeInt(
  'u128',
  0n,
  MAX_U128,
  (out, value) => out.compactBigInt(value),
  (input) => input.compactBigInt(128),
  { kind: 'compact', of: u128.type },
)

/** The value that takes no bytes. */
export const unit: Codec<undefined> = { type: { kind: 'tuple', items: [] }, write: () => {}, read: () => undefined }
