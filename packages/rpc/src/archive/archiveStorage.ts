import type { Hash } from '@echochain/codec'
import { z } from 'zod'
import { describeError } from '../protocol/describeError.ts'
import { type RpcCall, rpcSubscription, type Subscriber } from '../protocol/RpcMethod.ts'
import { hashParam } from '../protocol/schemas.ts'
import { answerStorageQueries } from '../storageQuery/answerStorageQueries.ts'
import { childTrieParam, type StorageQuery, storageQueriesParam, StorageResult } from '../storageQuery/StorageQuery.ts'

const ArchiveStorageEvent = z.union([
  StorageResult.extend({ event: z.literal('storage') }),
  z.object({ event: z.literal('storageDone') }),
  z.object({ event: z.literal('storageError'), error: z.string() }),
])
type ArchiveStorageEvent = z.output<typeof ArchiveStorageEvent>

export const archiveStorage = rpcSubscription({
  name: 'archive_v1_storage',
  unsubscribe: ['archive_v1_stopStorage'],
  unsubscribeResult: 'null',
  notification: 'archive_v1_storageEvent',
  summary: 'Values, hashes or descendants of storage keys after a block, one event each, then `storageDone`.',
  params: { hash: hashParam, items: storageQueriesParam, childTrie: childTrieParam },
  item: ArchiveStorageEvent,
  start: (call, { hash, items }, subscriber) => sendPages(call, hash, items, subscriber),
})

/** Sends a page in each turn, as the client reads them. Returns what stops it. */
function sendPages(
  { node: { chain, logger }, session, afterReply }: RpcCall,
  hash: Hash,
  items: readonly StorageQuery[],
  subscriber: Subscriber<ArchiveStorageEvent>,
): () => void {
  const pages = answerStorageQueries(chain, hash, items)
  let stopped = false
  const finish = (event: ArchiveStorageEvent): void => {
    subscriber.emit(event)
    subscriber.end()
  }
  const step = (): void => {
    if (stopped) return
    try {
      const { done, value } = pages.next()
      if (done) return finish({ event: 'storageDone' })
      for (const result of value) subscriber.emit({ event: 'storage', ...result })
      session.schedule(step)
    } catch (error) {
      finish({ event: 'storageError', error: describeError(error, 'archive_v1_storage', logger).message })
    }
  }
  afterReply(() => session.schedule(step))
  return () => {
    stopped = true
  }
}
