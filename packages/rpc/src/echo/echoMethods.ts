import { merkleLeaf, merkleProof, toHex } from '@echochain/codec'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { invalidParams, RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import { hashParam, hashResult, hexResult, u32Param } from '../protocol/schemas.ts'
import { slotAt } from '@echochain/consensus'
import { z } from 'zod'

const BlockPoint = z.object({ number: u32Param, hash: hashResult })

const status = rpcMethod({
  name: 'echo_status',
  summary: 'How the node is doing: slot by the clock, best and finalized block, pool, peers.',
  params: {},
  result: z.object({
    slot: z.int(),
    best: BlockPoint.extend({ slot: z.int() }),
    finalized: BlockPoint.extend({ slot: z.int() }),
    pool: z.object({ transactions: z.int(), future: z.int(), bytes: z.int() }),
    peers: u32Param,
    isSyncing: z.boolean(),
  }),
  run: ({ node: { chain, pool, clock, network } }) => {
    const { peers, isSyncing } = network()
    const point = ({ number, hash, slot }: typeof chain.best) => ({ number, hash, slot: Number(slot) })
    return {
      slot: Number(slotAt(clock.now(), chain.parameters)),
      best: point(chain.best),
      finalized: point(chain.finalized),
      pool: { ...pool.size },
      peers,
      isSyncing,
    }
  },
})

const getExtrinsicProof = rpcMethod({
  name: 'echo_getExtrinsicProof',
  summary:
    'An extrinsic of a block, and the path that proves it under the extrinsics root of the header: RFC 6962, siblings ' +
    'from the leaf up.',
  params: { hash: hashParam, index: u32Param },
  result: z.object({
    extrinsic: hexResult,
    index: u32Param,
    /** Extrinsics in the block: the shape of the tree follows from it. */
    count: u32Param,
    extrinsicsRoot: hashResult,
    path: z.array(hashResult),
  }),
  run: ({ node: { chain } }, { hash, index }) => {
    const block = chain.block(hash)
    if (!block) throw new RpcError(RPC_ERROR.STATE, `Client error: UnknownBlock: Block ${hash} is not known here`)
    const { header, extrinsics } = block
    if (index >= extrinsics.length) throw invalidParams(`index: the block has ${extrinsics.length} extrinsics`)
    return {
      extrinsic: toHex(extrinsics[index]),
      index,
      count: extrinsics.length,
      extrinsicsRoot: header.extrinsicsRoot,
      path: merkleProof(extrinsics.map(merkleLeaf), index).map(toHex),
    }
  },
})

/** What only this chain's nodes answer. */
export const echoMethods: readonly RpcDeclaration[] = [status, getExtrinsicProof]
