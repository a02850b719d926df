import { type Hash, toHex } from '@echochain/codec'
import { ChainError } from '@echochain/consensus'
import { callRuntimeApi } from '@echochain/frame'
import { z } from 'zod'
import { describeError, isUnknownBlock } from '../protocol/describeError.ts'
import { RPC_ERROR, RpcError } from '../protocol/RpcError.ts'
import { type RpcCall, rpcMethod } from '../protocol/RpcMethod.ts'
import { bytesParam, hashParam } from '../protocol/schemas.ts'
import { answerStorageQueries } from '../storageQuery/answerStorageQueries.ts'
import { childTrieParam, storageQueriesParam, type StorageResult } from '../storageQuery/StorageQuery.ts'
import type { Follow } from './Follow.ts'
import type { Operation } from './Operations.ts'

/** After so many pages the client has to ask for more. */
const PAGES_WITHOUT_CONTINUE = 4

const LIMIT_REACHED = { result: 'limitReached' } as const

const Started = z.object({ result: z.literal('started'), operationId: z.string() })
const LimitReached = z.object({ result: z.literal('limitReached') })

const followParam = z.string()

/** The follow that has pinned a block; undefined when it has ended, perhaps without the client knowing yet. */
function findFollow({ session }: RpcCall, followId: string, hash: Hash): Follow | undefined {
  const follow = session.follows.get(followId)
  follow?.expectPinned(hash)
  return follow
}

/** Begins an operation on a pinned block, whose work is done in a later turn. */
function begin(call: RpcCall, follow: Follow, { hash, items = 1 }: Asked, work: (operation: Operation) => void) {
  const operation = follow.operations.begin(call.session.nextOperationId(), items)
  call.afterReply(() => call.session.schedule(() => guard(call, hash, operation, work)))
  return operation
}

interface Asked {
  readonly hash: Hash
  readonly items?: number
}

/** What goes wrong is reported to the client as far as it is its business. */
function guard({ node }: RpcCall, hash: Hash, operation: Operation, work: (operation: Operation) => void): void {
  if (operation.isStopped) return
  try {
    work(operation)
  } catch (error) {
    // The state of a block that may still become final comes back when its branch does: clients try again.
    if (isUnknownBlock(error) && node.chain.node(hash)) return operation.finish({ event: 'operationInaccessible' })
    const { message } = describeError(error, 'a chainHead operation', node.logger)
    operation.finish({ event: 'operationError', error: message })
  }
}

export const chainHeadBody = rpcMethod({
  name: 'chainHead_v1_body',
  summary: 'Extrinsics of a pinned block; they come with `operationBodyDone`.',
  params: { followSubscription: followParam, hash: hashParam },
  result: z.union([Started, LimitReached]),
  run: (call, { followSubscription, hash }) => {
    const follow = findFollow(call, followSubscription, hash)
    if (!follow?.operations.room) return LIMIT_REACHED
    const { id } = begin(call, follow, { hash }, (operation) => {
      const block = call.node.chain.block(hash)
      if (!block) throw new ChainError('UNKNOWN_BLOCK', `The body of block ${hash} is not kept any more`)
      operation.finish({ event: 'operationBodyDone', value: block.extrinsics.map(toHex) })
    })
    return { result: 'started' as const, operationId: id }
  },
})

export const chainHeadCall = rpcMethod({
  name: 'chainHead_v1_call',
  summary: 'Asks a runtime API at a pinned block; the answer comes with `operationCallDone`.',
  params: {
    followSubscription: followParam,
    hash: hashParam,
    function: z.string().max(128),
    callParameters: bytesParam,
  },
  result: z.union([Started, LimitReached]),
  run: (call, { followSubscription, hash, function: method, callParameters }) => {
    const { chain } = call.node
    const follow = findFollow(call, followSubscription, hash)
    if (!follow?.operations.room) return LIMIT_REACHED
    if (!follow.withRuntime)
      throw new RpcError(RPC_ERROR.INVALID_RUNTIME_CALL, 'This subscription was begun without runtimes')
    const { id } = begin(call, follow, { hash }, (operation) => {
      const output = callRuntimeApi(chain.runtimeAt(hash), chain.nextContext(hash), method, callParameters)
      operation.finish({ event: 'operationCallDone', output: toHex(output) })
    })
    return { result: 'started' as const, operationId: id }
  },
})

export const chainHeadStorage = rpcMethod({
  name: 'chainHead_v1_storage',
  summary: 'Values, hashes or descendants of storage keys at a pinned block; they come with `operationStorageItems`.',
  params: { followSubscription: followParam, hash: hashParam, items: storageQueriesParam, childTrie: childTrieParam },
  result: z.union([Started.extend({ discardedItems: z.int().min(0) }), LimitReached]),
  run: (call, { followSubscription, hash, items }) => {
    const follow = findFollow(call, followSubscription, hash)
    if (!follow?.operations.room) return LIMIT_REACHED
    const admitted = items.slice(0, follow.operations.room)
    const { id } = begin(call, follow, { hash, items: Math.max(1, admitted.length) }, (operation) =>
      sendPages(call, hash, operation, answerStorageQueries(call.node.chain, hash, admitted)),
    )
    return { result: 'started' as const, operationId: id, discardedItems: items.length - admitted.length }
  },
})

/** Sends a page in each turn, as the client reads them, and now and then asks whether it wants more. */
function sendPages(call: RpcCall, hash: Hash, operation: Operation, pages: Iterator<readonly StorageResult[]>): void {
  let sent = 0
  const sendPage = (): void => {
    const { done, value: items } = pages.next()
    if (done) return operation.finish({ event: 'operationStorageDone' })
    operation.emit({ event: 'operationStorageItems', items })
    if (++sent % PAGES_WITHOUT_CONTINUE === 0) operation.pause(goOn)
    else goOn()
  }
  const goOn = () => call.session.schedule(() => guard(call, hash, operation, sendPage))
  sendPage()
}

export const chainHeadContinue = rpcMethod({
  name: 'chainHead_v1_continue',
  summary: 'Lets an operation go on that is waiting for it.',
  params: { followSubscription: followParam, operationId: z.string() },
  result: z.null(),
  run: ({ session }, { followSubscription, operationId }) => {
    const operation = session.follows.get(followSubscription)?.operations.get(operationId)
    if (operation && !operation.continue())
      throw new RpcError(RPC_ERROR.INVALID_CONTINUE, 'The operation is not waiting to be continued')
    return null
  },
})

export const chainHeadStopOperation = rpcMethod({
  name: 'chainHead_v1_stopOperation',
  summary: 'Stops an operation. What was sent before may still arrive.',
  params: { followSubscription: followParam, operationId: z.string() },
  result: z.null(),
  run: ({ session }, { followSubscription, operationId }) => {
    session.follows.get(followSubscription)?.operations.get(operationId)?.stop()
    return null
  },
})
