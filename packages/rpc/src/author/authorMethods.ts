import { CodecError, type Hash, type Hex, toHex } from '@echochain/codec'
import { isLastStatus } from '@echochain/consensus'
import { extrinsicHash, invalid } from '@echochain/frame'
import { z } from 'zod'
import { RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import { type RpcDeclaration, rpcMethod, rpcSubscription } from '../protocol/RpcMethod.ts'
import { bytesParam, hashParam, hashResult, hexResult } from '../protocol/schemas.ts'
import type { RpcNode } from '../RpcNode.ts'
import { TransactionStatusJson, transactionStatusJson } from './TransactionStatusJson.ts'

/** Transactions shown of a pool that may hold tens of thousands. */
const MAX_PENDING = 1_000

/** Hands a transaction to the pool. Throws `RpcError` 1001 for bytes that are none, else what the pool throws. */
export async function submit({ pool }: RpcNode, extrinsic: Uint8Array): Promise<Hash> {
  try {
    return await pool.submit(extrinsic)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    throw new RpcError(RPC_ERROR.BAD_EXTRINSIC, `Extrinsic has invalid format: ${error.message}`, error.code)
  }
}

const submitExtrinsic = rpcMethod({
  name: 'author_submitExtrinsic',
  summary: 'Submits a signed extrinsic. Answers with its hash.',
  params: { extrinsic: bytesParam },
  result: hashResult,
  run: ({ node }, { extrinsic }) => submit(node, extrinsic),
})

const submitAndWatchExtrinsic = rpcSubscription({
  name: 'author_submitAndWatchExtrinsic',
  unsubscribe: ['author_unwatchExtrinsic'],
  unsubscribeResult: 'boolean',
  notification: 'author_extrinsicUpdate',
  summary: 'Submits a signed extrinsic and tells how it is doing, until it is final or will never be.',
  params: { extrinsic: bytesParam },
  item: TransactionStatusJson,
  start: async ({ node }, { extrinsic }, subscriber) =>
    node.pool.watch(await submit(node, extrinsic), (status) => {
      subscriber.emit(transactionStatusJson(status))
      if (isLastStatus(status)) subscriber.end()
    }),
})

const pendingExtrinsics = rpcMethod({
  name: 'author_pendingExtrinsics',
  summary: `Extrinsics that wait to be included, at most ${MAX_PENDING} of them.`,
  params: {},
  result: z.array(hexResult),
  run: ({ node: { pool } }) => {
    const shown: Hex[] = []
    for (const { extrinsic } of pool.pending()) {
      if (shown.length === MAX_PENDING) break
      shown.push(toHex(extrinsic.bytes))
    }
    return shown
  },
})

const removeExtrinsic = rpcMethod({
  name: 'author_removeExtrinsic',
  unsafe: true,
  summary: 'Takes extrinsics out of the pool and refuses them for some time. Answers with the hashes of those removed.',
  params: {
    bytesOrHash: z
      .array(z.union([z.object({ hash: hashParam }), z.object({ extrinsic: bytesParam })]))
      .max(MAX_PENDING, `at most ${MAX_PENDING} at once`),
  },
  result: z.array(hashResult),
  run: ({ node: { pool } }, { bytesOrHash }) =>
    bytesOrHash
      .map((named) => ('hash' in named ? named.hash : extrinsicHash(named.extrinsic)))
      .filter((hash) => {
        const transaction = pool.find(hash)
        if (transaction) pool.reject(transaction, invalid('Call', 'Removed by the operator'))
        return transaction && !pool.find(hash)
      }),
})

export const authorMethods: readonly RpcDeclaration[] = [
  submitExtrinsic,
  submitAndWatchExtrinsic,
  pendingExtrinsics,
  removeExtrinsic,
]
