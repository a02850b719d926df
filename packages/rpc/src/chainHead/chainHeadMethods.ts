import { encode, toHex } from '@echochain/codec'
import { Header } from '@echochain/frame'
import { z } from 'zod'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { hashParam, hexResult } from '../protocol/schemas.ts'
import { chainHeadFollow } from './chainHeadFollow.ts'
import {
  chainHeadBody,
  chainHeadCall,
  chainHeadContinue,
  chainHeadStopOperation,
  chainHeadStorage,
} from './chainHeadOperations.ts'

/** Blocks unpinned at once: all that can be pinned. */
const MAX_UNPINNED = 1_024

const header = rpcMethod({
  name: 'chainHead_v1_header',
  summary: 'SCALE-encoded header of a pinned block; null when the subscription has ended.',
  params: { followSubscription: z.string(), hash: hashParam },
  result: hexResult.nullable(),
  run: ({ node: { chain }, session }, { followSubscription, hash }) => {
    const follow = session.follows.get(followSubscription)
    if (!follow) return null
    follow.expectPinned(hash)
    const found = chain.header(hash)
    return found ? toHex(encode(Header, found)) : null
  },
})

const unpin = rpcMethod({
  name: 'chainHead_v1_unpin',
  summary: 'Gives up blocks: they need not be readable any more.',
  params: { followSubscription: z.string(), hashOrHashes: z.union([hashParam, z.array(hashParam).max(MAX_UNPINNED)]) },
  result: z.null(),
  run: ({ session }, { followSubscription, hashOrHashes }) => {
    session.follows.get(followSubscription)?.unpin(Array.isArray(hashOrHashes) ? hashOrHashes : [hashOrHashes])
    return null
  },
})

/** The group `chainHead_v1` of Polkadot's JSON-RPC specification. */
export const chainHeadMethods: readonly RpcDeclaration[] = [
  chainHeadFollow,
  header,
  chainHeadBody,
  chainHeadCall,
  chainHeadStorage,
  chainHeadContinue,
  chainHeadStopOperation,
  unpin,
]
