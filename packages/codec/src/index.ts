export { compareBytes, concatBytes, equalBytes, startsWithBytes, utf8 } from './bytes/bytes.ts'
export { fromHex, type Hex, HexError, toHex } from './bytes/hex.ts'
export { ByteReader } from './scale/ByteReader.ts'
export { ByteWriter } from './scale/ByteWriter.ts'
export { type Codec, decode, encode, lazy, mapped, type Value } from './scale/Codec.ts'
export { CodecError, type CodecErrorCode } from './scale/CodecError.ts'
export {
  type Fields,
  type FieldValues,
  literal,
  option,
  struct,
  tuple,
  union,
  type UnionValue,
  type UnionVariants,
} from './scale/composites.ts'
export { bool, compactU128, compactU32, compactU64, i64, u128, u16, u32, u64, u8, unit } from './scale/primitives.ts'
export { result, type Result } from './scale/result.ts'
export { array, bytes, fixedBytes, fixedHex, text, vec } from './scale/sequences.ts'
export type {
  CompositeDescription,
  FieldDescription,
  LazyDescription,
  PrimitiveName,
  TypeDescription,
  TypeParameter,
  VariantDescription,
} from './scale/TypeDescription.ts'
export { blake2b128, blake2b256, blake2b512 } from './hash/blake2b.ts'
export { HashMemory } from './hash/HashMemory.ts'
export {
  merkleLeaf,
  merkleNode,
  merkleProof,
  merkleRoot,
  merkleRootOfLeaves,
  verifyMerkleProof,
} from './hash/merkleTree.ts'
export { createSha256, sha256, type Sha256Hasher } from './hash/sha256.ts'
export { twox128, twox64, xxHash64 } from './hash/twox.ts'
export { ACCOUNT_ID_LENGTH, AccountId, accountIdFromBytes, accountIdToBytes } from './account/AccountId.ts'
export { H256, type Hash } from './account/Hash.ts'
export { DEFAULT_SS58_PREFIX, ss58Decode, Ss58Error, ss58Encode } from './account/ss58.ts'
