import { toHex } from '@echochain/codec'
import type { JsonRpcClient } from '../jsonRpc/JsonRpcClient.ts'
import { JsonRpcError } from '../jsonRpc/JsonRpcError.ts'
import { type NodeTransactionStatus, readStatus, type WatchedStatus } from './transactionStatus.ts'

/** More than any transaction goes through while one of its blocks is looked at. */
const MAX_WAITING = 256

/**
 * Submits a transaction and tells how it is doing, without end unless it fails.
 * @throws SdkError `TRANSACTION_INVALID` or `TRANSACTION_DROPPED` when it will not be included.
 * @throws JsonRpcError when the node does not take it, or is lost.
 */
export async function* watchTransaction(
  rpc: JsonRpcClient,
  extrinsic: Uint8Array,
): AsyncGenerator<WatchedStatus, never, void> {
  const waiting: NodeTransactionStatus[] = []
  let lost: JsonRpcError | undefined
  let wake = () => {}
  const unwatch = await rpc.subscribe<NodeTransactionStatus>(
    'author_submitAndWatchExtrinsic',
    [toHex(extrinsic)],
    'author_unwatchExtrinsic',
    (update) => {
      if (waiting.length < MAX_WAITING) waiting.push(update)
      else lost = new JsonRpcError(0, `${rpc.url} tells more of a transaction than can happen to one`)
      wake()
    },
    {
      onLost: (error) => {
        lost = error
        wake()
      },
    },
  )
  try {
    for (;;) {
      const update = waiting.shift()
      if (update !== undefined) yield readStatus(update)
      else if (lost) throw lost
      else await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    unwatch()
  }
}
