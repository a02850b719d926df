// RFC-78, https://polkadot-fellows.github.io/RFCs/approved/0078-merkleized-metadata.html: what is hashed, and how it is
// encoded.
import { compactU32, fixedBytes, option, struct, u16, u32, u8, union, type Value, vec } from '@echochain/codec'
import { Text } from '../layout/PortableType.ts'

const MAX_ITEMS = 65_536
const Hash32 = fixedBytes(32)

/** A type where it is used: spelled out when simple, else the number of its leaves. */
export const TypeRef = union('', {
  bool: [0],
  char: [1],
  str: [2],
  u8: [3],
  u16: [4],
  u32: [5],
  u64: [6],
  u128: [7],
  u256: [8],
  i8: [9],
  i16: [10],
  i32: [11],
  i64: [12],
  i128: [13],
  i256: [14],
  compactU8: [15],
  compactU16: [16],
  compactU32: [17],
  compactU64: [18],
  compactU128: [19],
  compactU256: [20],
  void: [21],
  perId: [22, compactU32],
})
export type TypeRef = Value<typeof TypeRef>

const Fields = vec(struct('', { name: option(Text), type: TypeRef, typeName: option(Text) }), MAX_ITEMS)

/** A leaf of the tree: one type, or one variant of a type. */
export const TypeLeaf = struct('', {
  path: vec(Text, MAX_ITEMS),
  definition: union('', {
    Composite: [0, Fields],
    Enumeration: [1, { name: Text, fields: Fields, index: compactU32 }],
    Sequence: [2, TypeRef],
    Array: [3, { length: u32, of: TypeRef }],
    Tuple: [4, vec(TypeRef, MAX_ITEMS)],
  }),
  typeId: compactU32,
})
export type TypeLeaf = Value<typeof TypeLeaf>

export const DigestedExtrinsic = struct('', {
  version: u8,
  address: TypeRef,
  call: TypeRef,
  signature: TypeRef,
  extensions: vec(struct('', { identifier: Text, extra: TypeRef, additional: TypeRef }), MAX_ITEMS),
})

export const MetadataDigest = union('', {
  V1: [
    1,
    {
      typesRoot: Hash32,
      extrinsicHash: Hash32,
      specVersion: u32,
      specName: Text,
      base58Prefix: u16,
      decimals: u8,
      tokenSymbol: Text,
    },
  ],
})
