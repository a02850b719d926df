import { PoolError } from '@echochain/consensus'
import { z } from 'zod'
import { submit } from '../author/authorMethods.ts'
import { listen } from '../protocol/listen.ts'
import { invalidParams } from '../protocol/RpcError.ts'
import { type RpcDeclaration, rpcMethod } from '../protocol/RpcMethod.ts'
import { bytesParam } from '../protocol/schemas.ts'
import type { RpcNode } from '../RpcNode.ts'

/** Tries until the pool takes the transaction, again with each best block. Returns what stops it. */
function broadcast(node: RpcNode, transaction: Uint8Array): () => void {
  let trying = false
  const attempt = async (): Promise<void> => {
    if (trying) return
    trying = true
    try {
      await submit(node, transaction)
      stop()
    } catch (error) {
      // Whether a transaction is valid clients learn from validate_transaction; here they are told nothing.
      if (error instanceof PoolError && error.code === 'ALREADY_IMPORTED') stop()
    } finally {
      trying = false
    }
  }
  const stop = listen(node.chain.onBest, node.logger, () => void attempt())
  void attempt()
  return stop
}

const transactionBroadcast = rpcMethod({
  name: 'transaction_v1_broadcast',
  summary: 'Hands a transaction to the network until stopped. Null when the connection has too many on their way.',
  params: { transaction: bytesParam },
  result: z.string().nullable(),
  run: ({ node, session }, { transaction }) => {
    if (session.broadcasts.size >= session.limits.maxBroadcasts) return null
    const id = session.nextOperationId()
    session.broadcasts.set(id, broadcast(node, transaction))
    return id
  },
})

const transactionStop = rpcMethod({
  name: 'transaction_v1_stop',
  summary: 'Stops broadcasting. What is in a pool stays there.',
  params: { operationId: z.string() },
  result: z.null(),
  run: ({ session: { broadcasts } }, { operationId }) => {
    const stop = broadcasts.get(operationId)
    if (!stop) throw invalidParams('operationId: nothing is being broadcast under this name')
    stop()
    broadcasts.delete(operationId)
    return null
  },
})

/** The group `transaction_v1` of Polkadot's JSON-RPC specification. */
export const transactionMethods: readonly RpcDeclaration[] = [transactionBroadcast, transactionStop]
