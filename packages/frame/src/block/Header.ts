import {
  blake2b256,
  bytes,
  type Codec,
  compactU32,
  encode,
  fixedBytes,
  H256,
  type Hash,
  struct,
  toHex,
  tuple,
  union,
  type Value,
  vec,
} from '@echochain/codec'

const MAX_LOG_BYTES = 4_096
const MAX_LOGS = 16
const engine = tuple(fixedBytes(4), bytes(MAX_LOG_BYTES))

/** What a header carries beside its roots (Substrate's `sp_runtime::generic::digest`). */
export const DigestItem = union('sp_runtime::generic::digest::DigestItem', {
  Other: [0, bytes(MAX_LOG_BYTES)],
  Consensus: [4, engine],
  Seal: [5, engine],
  PreRuntime: [6, engine],
  RuntimeEnvironmentUpdated: [8],
})
export type DigestItem = Value<typeof DigestItem>

export const Digest = struct('sp_runtime::generic::digest::Digest', { logs: vec(DigestItem, MAX_LOGS) })
export type Digest = Value<typeof Digest>

/** Substrate's block header; its hash, blake2b-256 of these bytes, names the block. */
export const Header = struct('sp_runtime::generic::header::Header', {
  parentHash: H256,
  number: compactU32,
  stateRoot: H256,
  extrinsicsRoot: H256,
  digest: Digest,
})
export type Header = Value<typeof Header>

export const headerHash = (header: Header): Hash => toHex(blake2b256(encode(Header, header)))

/** An extrinsic as it travels: its compact length and its bytes. What it says is decoded apart from this. */
export type OpaqueExtrinsic = Uint8Array

export interface Block {
  readonly header: Header
  readonly extrinsics: readonly OpaqueExtrinsic[]
}

/** Of a block as it travels, header and all: more than the largest that any preset allows. What is longer is not read. */
export const MAX_BLOCK_BYTES = 6 * 1024 * 1024
/** More than so many bytes can hold, at the 100 of the smallest signed extrinsic. */
const MAX_EXTRINSICS = 65_536
const MAX_EXTRINSIC_BYTES = 5 * 1024 * 1024

export const OpaqueExtrinsic: Codec<OpaqueExtrinsic> = {
  type: { kind: 'sequence', of: { kind: 'primitive', name: 'u8' } },
  write: (out, extrinsic) => out.bytes(extrinsic),
  read: (input) => {
    const start = input.offset
    input.skip(input.compactLength(MAX_EXTRINSIC_BYTES))
    return input.bytes.subarray(start, input.offset)
  },
}

/** A block as it is stored and sent: header, then the extrinsics with their lengths. */
export const Block: Codec<Block> = struct('sp_runtime::generic::block::Block', {
  header: Header,
  extrinsics: vec(OpaqueExtrinsic, MAX_EXTRINSICS),
})
