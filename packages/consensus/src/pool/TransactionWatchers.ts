import type { Hash } from '@echochain/codec'
import { Signal } from '../Signal.ts'
import { isLastStatus, type TransactionStatus } from './PooledTransaction.ts'

interface Watched {
  last: TransactionStatus['type'] | undefined
  readonly signal: Signal<TransactionStatus>
}

/** Who wants to know how which transaction is doing. Bounded by the connections' limits on subscriptions. */
export class TransactionWatchers {
  readonly #watched = new Map<Hash, Watched>()
  readonly #onError: ((error: unknown) => void) | undefined

  /** `onError` is told of a listener that throws. */
  constructor(onError?: (error: unknown) => void) {
    this.#onError = onError
  }

  /** Tells the listener how the transaction is doing now, if that is known, and from now on. Returns what ends it. */
  add(hash: Hash, listener: (status: TransactionStatus) => void, now: TransactionStatus | undefined): () => void {
    let watched = this.#watched.get(hash)
    if (!watched) this.#watched.set(hash, (watched = { last: now?.type, signal: new Signal(this.#onError) }))
    const { signal } = watched
    if (now) listener(now)
    const leave = signal.subscribe(listener)
    return () => {
      leave()
      if (signal.listeners === 0 && this.#watched.get(hash) === watched) this.#watched.delete(hash)
    }
  }

  notify(hash: Hash, status: TransactionStatus): void {
    const watched = this.#watched.get(hash)
    if (!watched) return
    const repeated = watched.last === status.type && (status.type === 'ready' || status.type === 'future')
    watched.last = status.type
    if (isLastStatus(status)) this.#watched.delete(hash)
    if (!repeated) watched.signal.emit(status)
  }
}
