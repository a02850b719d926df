import type { Signal } from '@echochain/consensus'
import type { RpcLogger } from '../RpcNode.ts'

/**
 * Listens to the chain for a subscriber. What goes wrong on the way to the subscriber, such as a state that is not kept
 * any more, stays there: the chain goes on. Returns a function that ends it.
 */
export const listen = <T>(signal: Signal<T>, logger: RpcLogger, listener: (value: T) => void): (() => void) =>
  signal.subscribe((value) => {
    try {
      listener(value)
    } catch (error) {
      logger.warn('A subscriber could not be told of a block', { error })
    }
  })
