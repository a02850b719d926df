import { decode, merkleLeaf, merkleProof, toHex } from '@echochain/codec'
import { callWeight, signedBy } from '@echochain/frame'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { invalidParams, RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import { accountParam, atParam, bytesParam, hashParam, hashResult, hexResult, u32Param } from '../protocol/schemas.ts'
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

/** So much of a call is tried for nothing: some hundred transfers in one, a few milliseconds. */
const MAX_DRY_RUN_BYTES = 16 * 1024

const dryRunCall = rpcMethod({
  name: 'echo_dryRunCall',
  summary:
    'Whether a call would succeed if an account signed it now, and why not. Nothing is signed or changed; the fee, and ' +
    `what waits in the pool, are not looked at. Calls of at most ${MAX_DRY_RUN_BYTES} bytes.`,
  params: { call: bytesParam, account: accountParam, at: atParam },
  result: z.object({
    success: z.boolean(),
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  }),
  run: ({ node: { chain } }, { call: bytes, account, at = chain.best.hash }) => {
    if (bytes.length > MAX_DRY_RUN_BYTES)
      throw invalidParams(`call: ${bytes.length} bytes, at most ${MAX_DRY_RUN_BYTES} are tried`)
    const runtime = chain.runtimeAt(at)
    const call = decode(runtime.callCodec, bytes)
    if (runtime.limits.baseExtrinsicWeight + callWeight(call) > runtime.limits.maxWeight)
      throw invalidParams('call: no block has room for it')
    const failure = chain.nextContext(at).tryDispatch(call, signedBy(account))
    return { success: !failure, error: failure ? { code: failure.code, message: failure.message } : null }
  },
})

/** What only this chain's nodes answer. */
export const echoMethods: readonly RpcDeclaration[] = [status, getExtrinsicProof, dryRunCall]
