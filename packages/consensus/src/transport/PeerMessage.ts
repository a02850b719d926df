import {
  bytes,
  type Codec,
  CodecError,
  compactU32,
  H256,
  literal,
  struct,
  u16,
  u32,
  u64,
  u8,
  union,
  type Value,
  vec,
} from '@echochain/codec'
import { Header, MAX_BLOCK_BYTES } from '@echochain/frame'

/** Nodes of different versions do not talk. The layout of `Hello` is the same in all of them. */
export const SYNC_PROTOCOL_VERSION = 1

/** Most blocks one request asks for. */
export const MAX_REQUEST_BLOCKS = 64
/** A response takes no further block once it holds this much: what a slow line carries within the timeout. */
export const RESPONSE_BYTES = 4 * 1024 * 1024
/** Transactions travel in batches: one message of 64 KB costs a receiver as much as a few of single ones. */
export const MAX_TRANSACTIONS = 1_024
const MAX_TRANSACTION_BYTES = 5 * 1024 * 1024

export const BlockId = struct('echo_sync::BlockId', { number: compactU32, hash: H256 })
export type BlockId = Value<typeof BlockId>

/** Where a request begins. */
export const RequestStart = union('echo_sync::RequestStart', {
  /** Blocks of the peer's best chain, upwards. */
  Number: [0, compactU32],
  /** That block, and its ancestors downwards. */
  Hash: [1, H256],
})
export type RequestStart = Value<typeof RequestStart>

/** From 1 to {@link MAX_REQUEST_BLOCKS}. */
const BlockCount: Codec<number> = {
  type: u8.type,
  write: (out, count) => u8.write(out, expectCount(count)),
  read: (input) => expectCount(u8.read(input)),
}

function expectCount(count: number): number {
  if (count < 1 || count > MAX_REQUEST_BLOCKS)
    throw new CodecError('OUT_OF_RANGE', `A request asks for 1 to ${MAX_REQUEST_BLOCKS} blocks, not ${count}`)
  return count
}

/** Why a request is not answered or, with request id 0, why the connection ends. */
export const RefuseReason = literal('echo_sync::RefuseReason', {
  NotFound: 0,
  Busy: 1,
  WrongProtocol: 2,
  WrongGenesis: 3,
  ConflictingFinality: 4,
  TooManyPeers: 5,
  Misbehaviour: 6,
  TooSlow: 7,
})
export type RefuseReason = Value<typeof RefuseReason>

/** What nodes say to each other. `Hello` comes first, from both. */
export const PeerMessage = union('echo_sync::PeerMessage', {
  Hello: [
    0,
    {
      protocolVersion: u16,
      genesisHash: H256,
      /** With the preset, all that a node needs to make the genesis of a development network itself. */
      genesisTimeMs: u64,
      best: BlockId,
      finalized: BlockId,
    },
  ],
  /** The sender has a new best block. */
  Announce: [1, { header: Header }],
  Request: [2, { requestId: u32, start: RequestStart, count: BlockCount }],
  /** Blocks as they are encoded: a receiver may refuse them before it decodes them. */
  Blocks: [3, { requestId: u32, blocks: vec(bytes(MAX_BLOCK_BYTES), MAX_REQUEST_BLOCKS) }],
  Refuse: [4, { requestId: u32, reason: RefuseReason }],
  /** Extrinsics with their length prefix, as they stand in a block. */
  Transactions: [5, { extrinsics: vec(bytes(MAX_TRANSACTION_BYTES), MAX_TRANSACTIONS) }],
})
export type PeerMessage = Value<typeof PeerMessage>
export type MessageOf<T extends PeerMessage['type']> = Extract<PeerMessage, { readonly type: T }>['value']
