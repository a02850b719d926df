import type { Header } from '@echochain/frame'
import { listen } from '../protocol/listen.ts'
import { rpcSubscription } from '../protocol/RpcMethod.ts'
import type { RpcNode } from '../RpcNode.ts'
import { HeaderJson, headerJson } from './HeaderJson.ts'

interface HeadSubscription {
  readonly name: string
  readonly aliases: readonly string[]
  readonly unsubscribe: readonly [string, ...string[]]
  readonly notification: string
  readonly summary: string
  /** Begins with where the chain is now. */
  readonly follow: (node: RpcNode, listener: (header: Header) => void) => () => void
}

const headSubscription = ({ follow, ...names }: HeadSubscription) =>
  rpcSubscription({
    ...names,
    params: {},
    unsubscribeResult: 'boolean',
    item: HeaderJson,
    start: ({ node }, _params, subscriber) => follow(node, (header) => subscriber.emit(headerJson(header))),
  })

const newHeads = headSubscription({
  name: 'chain_subscribeNewHeads',
  aliases: ['chain_subscribeNewHead', 'subscribe_newHead'],
  unsubscribe: ['chain_unsubscribeNewHeads', 'chain_unsubscribeNewHead', 'unsubscribe_newHead'],
  notification: 'chain_newHead',
  summary: 'Headers of the best blocks, beginning with the present one.',
  follow: ({ chain, logger }, listener) => {
    listener(chain.best.header)
    return listen(chain.onBest, logger, ({ best }) => listener(best.header))
  },
})

const allHeads = headSubscription({
  name: 'chain_subscribeAllHeads',
  aliases: [],
  unsubscribe: ['chain_unsubscribeAllHeads'],
  notification: 'chain_allHead',
  summary: 'Headers of all blocks that come in, on whatever branch, beginning with the present best one.',
  follow: ({ chain, logger }, listener) => {
    listener(chain.best.header)
    return listen(chain.onImported, logger, ({ header }) => listener(header))
  },
})

const finalizedHeads = headSubscription({
  name: 'chain_subscribeFinalizedHeads',
  aliases: ['chain_subscribeFinalisedHeads'],
  unsubscribe: ['chain_unsubscribeFinalizedHeads', 'chain_unsubscribeFinalisedHeads'],
  notification: 'chain_finalizedHead',
  summary: 'Headers of all blocks that become final, none left out, beginning with the present one.',
  follow: ({ chain, logger }, listener) => {
    listener(chain.finalized.header)
    return listen(chain.onFinalized, logger, ({ finalized }) => finalized.forEach(({ header }) => listener(header)))
  },
})

export const headSubscriptions = [newHeads, allHeads, finalizedHeads]
