import type { AccountId } from '@echochain/codec'
import { goesBefore, type PooledTransaction } from './PooledTransaction.ts'
import { PriorityHeap } from './PriorityHeap.ts'

/** The waiting transactions of one account. */
interface AccountQueue {
  /** The nonce the account is at. */
  nonce: number
  /** The first nonce from there on that nothing waits with: what has a nonce below it is ready. */
  readyEnd: number
  readonly byNonce: Map<number, PooledTransaction>
}

const countFuture = ({ nonce, readyEnd, byNonce }: AccountQueue): number => byNonce.size - (readyEnd - nonce)

/** Waiting transactions by account: those of one account can only be included in the order of their nonces. */
export class AccountQueues {
  readonly #queues = new Map<AccountId, AccountQueue>()
  #future = 0

  /** Transactions that wait for an earlier nonce. */
  get future(): number {
    return this.#future
  }

  accounts(): Iterable<AccountId> {
    return this.#queues.keys()
  }

  count(account: AccountId): number {
    return this.#queues.get(account)?.byNonce.size ?? 0
  }

  futureCount(account: AccountId): number {
    const queue = this.#queues.get(account)
    return queue ? countFuture(queue) : 0
  }

  at(account: AccountId, nonce: number): PooledTransaction | undefined {
    return this.#queues.get(account)?.byNonce.get(nonce)
  }

  /** Whether all nonces before the transaction's are used or waiting. */
  isReady({ account, nonce }: PooledTransaction): boolean {
    const queue = this.#queues.get(account)
    return queue !== undefined && nonce >= queue.nonce && nonce < queue.readyEnd
  }

  /** The first nonce that no waiting transaction has, of an account that is at `accountNonce`. */
  firstFree(account: AccountId, accountNonce: number): number {
    const queue = this.#queues.get(account)
    if (!queue) return accountNonce
    return queue.nonce === accountNonce ? queue.readyEnd : firstGap(queue, accountNonce)
  }

  /** Adds a transaction, in place of another with its nonce. Returns those that are ready now and were not before. */
  add(transaction: PooledTransaction, accountNonce: number): PooledTransaction[] {
    const { account, nonce } = transaction
    let queue = this.#queues.get(account)
    if (!queue) this.#queues.set(account, (queue = { nonce: accountNonce, readyEnd: accountNonce, byNonce: new Map() }))
    return this.#edit(account, queue, ({ byNonce }) => {
      const replaced = byNonce.get(nonce)
      byNonce.set(nonce, transaction)
      const ready = moveTo(queue, accountNonce)
      return replaced && this.isReady(transaction) ? [transaction, ...ready] : ready
    })
  }

  /** Takes out a transaction that a block includes: the account has moved on. */
  take({ account, nonce }: PooledTransaction): void {
    this.#editIfThere(account, (queue) => {
      if (!queue.byNonce.delete(nonce)) return
      if (nonce === queue.nonce) queue.nonce++
      else if (nonce > queue.nonce) queue.readyEnd = Math.min(queue.readyEnd, nonce)
    })
  }

  /** Takes out a transaction and those that are ready only with it. Returns them in order. */
  remove({ account, nonce }: PooledTransaction): PooledTransaction[] {
    return (
      this.#editIfThere(account, (queue) => {
        const removed: PooledTransaction[] = []
        const last = nonce >= queue.nonce && nonce < queue.readyEnd ? queue.readyEnd - 1 : nonce
        for (let at = nonce; at <= last; at++) {
          const transaction = queue.byNonce.get(at)
          if (transaction) removed.push(transaction)
          queue.byNonce.delete(at)
        }
        if (last >= queue.nonce) queue.readyEnd = Math.min(queue.readyEnd, nonce)
        return removed
      }) ?? []
    )
  }

  /**
   * Takes note that an account is at a nonce. What has a lower one is taken out: `stale`; `ready` is what had to wait
   * until now.
   */
  setNonce(
    account: AccountId,
    nonce: number,
  ): { readonly stale: PooledTransaction[]; readonly ready: PooledTransaction[] } {
    const result = this.#editIfThere(account, (queue) => {
      if (queue.nonce === nonce) return undefined
      const ready = moveTo(queue, nonce)
      const stale = [...queue.byNonce.values()].filter((transaction) => transaction.nonce < nonce)
      for (const gone of stale) queue.byNonce.delete(gone.nonce)
      return { stale, ready }
    })
    return result ?? { stale: [], ready: [] }
  }

  /** Ready transactions, the best paid first, each account's in order. */
  *ready(): Iterable<PooledTransaction> {
    const heads: PooledTransaction[] = []
    for (const { nonce, byNonce } of this.#queues.values()) {
      const head = byNonce.get(nonce)
      if (head) heads.push(head)
    }
    const heap = new PriorityHeap(goesBefore, heads)
    for (let next = heap.pop(); next; next = heap.pop()) {
      yield next
      const successor = this.at(next.account, next.nonce + 1)
      if (successor) heap.push(successor)
    }
  }

  #editIfThere<T>(account: AccountId, edit: (queue: AccountQueue) => T): T | undefined {
    const queue = this.#queues.get(account)
    return queue && this.#edit(account, queue, edit)
  }

  /** Keeps the count of future ones right, and no empty queues. */
  #edit<T>(account: AccountId, queue: AccountQueue, edit: (queue: AccountQueue) => T): T {
    this.#future -= countFuture(queue)
    const result = edit(queue)
    this.#future += countFuture(queue)
    if (queue.byNonce.size === 0) this.#queues.delete(account)
    return result
  }
}

function firstGap({ byNonce }: AccountQueue, from: number): number {
  let nonce = from
  while (byNonce.has(nonce)) nonce++
  return nonce
}

/** Puts the account of a queue at a nonce. Returns what is ready now and was not before. */
function moveTo(queue: AccountQueue, nonce: number): PooledTransaction[] {
  const { nonce: before, readyEnd: endBefore, byNonce } = queue
  const from = nonce === before ? endBefore : nonce
  queue.nonce = nonce
  queue.readyEnd = firstGap(queue, from)
  const ready: PooledTransaction[] = []
  for (let at = from; at < queue.readyEnd; at++) if (at < before || at >= endBefore) ready.push(byNonce.get(at)!)
  return ready
}
