import type { Hex } from '@echochain/codec'
import { listen } from '../protocol/listen.ts'
import { invalidParams } from '../protocol/RpcError.ts'
import { rpcSubscription } from '../protocol/RpcMethod.ts'
import { keysParam } from '../protocol/schemas.ts'
import { RuntimeVersionJson, runtimeVersionJson } from './RuntimeVersionJson.ts'
import { MAX_QUERIED_KEYS, StorageChanges, storageChanges } from './storageChanges.ts'

const runtimeVersion = rpcSubscription({
  name: 'state_subscribeRuntimeVersion',
  aliases: ['chain_subscribeRuntimeVersion'],
  unsubscribe: ['state_unsubscribeRuntimeVersion', 'chain_unsubscribeRuntimeVersion'],
  unsubscribeResult: 'boolean',
  notification: 'state_runtimeVersion',
  summary: 'The version of the runtime in force after the best block, now and whenever it changes.',
  params: {},
  item: RuntimeVersionJson,
  start: ({ node: { chain, logger } }, _params, subscriber) => {
    let known = chain.runtimeAt(chain.best.hash)
    subscriber.emit(runtimeVersionJson(known.version))
    return listen(chain.onBest, logger, ({ best }) => {
      const runtime = chain.runtimeAt(best.hash)
      if (runtime === known) return
      known = runtime
      subscriber.emit(runtimeVersionJson(runtime.version))
    })
  },
})

const storage = rpcSubscription({
  name: 'state_subscribeStorage',
  unsubscribe: ['state_unsubscribeStorage'],
  unsubscribeResult: 'boolean',
  notification: 'state_storage',
  summary: 'Values of some storage keys after the best block: all of them first, then those that have changed.',
  params: { keys: keysParam(MAX_QUERIED_KEYS).min(1, 'name at least one key') },
  item: StorageChanges,
  start: ({ node: { chain, logger }, session: { limits } }, { keys }, subscriber) => {
    if (keys.length > limits.maxWatchedKeys)
      throw invalidParams(`keys: at most ${limits.maxWatchedKeys} keys to a subscription`)
    const first = storageChanges(chain.stateAt(chain.best.hash), keys)
    const known = new Map<Hex, Hex | null>(first.changes)
    subscriber.emit(first)
    return listen(chain.onBest, logger, ({ best }) => {
      const { block, changes } = storageChanges(chain.stateAt(best.hash), keys)
      const news = changes.filter(([key, value]) => known.get(key) !== value)
      for (const [key, value] of news) known.set(key, value)
      if (news.length > 0) subscriber.emit({ block, changes: news })
    })
  },
})

export const stateSubscriptions = [runtimeVersion, storage]
