import type { Hash } from '@echochain/codec'
import { isFinal, type TransactionStatus } from './PooledTransaction.ts'

type Listener = (status: TransactionStatus) => void

/** Who wants to know how which transaction is doing. Bounded by the connections' limits on subscriptions. */
export class TransactionWatchers {
  readonly #listeners = new Map<Hash, Set<Listener>>()

  add(hash: Hash, listener: Listener): () => void {
    const listeners = this.#listeners.get(hash) ?? new Set()
    this.#listeners.set(hash, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0 && this.#listeners.get(hash) === listeners) this.#listeners.delete(hash)
    }
  }

  notify(hash: Hash, status: TransactionStatus): void {
    const listeners = this.#listeners.get(hash)
    if (!listeners) return
    if (isFinal(status)) this.#listeners.delete(hash)
    for (const listener of listeners) listener(status)
  }
}
