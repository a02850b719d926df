import type { AccountId } from '@echochain/codec'
import { goesBefore, type PooledTransaction } from './PooledTransaction.ts'
import { PriorityHeap } from './PriorityHeap.ts'

/** The waiting transactions of one account by nonce, and the nonce the account is at. */
interface AccountQueue {
  nonce: number
  readonly byNonce: Map<number, PooledTransaction>
}

/** Waiting transactions by account: those of one account can only be included in the order of their nonces. */
export class AccountQueues {
  readonly #queues = new Map<AccountId, AccountQueue>()

  accounts(): Iterable<AccountId> {
    return this.#queues.keys()
  }

  transactionsOf(account: AccountId): Iterable<PooledTransaction> {
    return this.#queues.get(account)?.byNonce.values() ?? []
  }

  count(account: AccountId): number {
    return this.#queues.get(account)?.byNonce.size ?? 0
  }

  at(account: AccountId, nonce: number): PooledTransaction | undefined {
    return this.#queues.get(account)?.byNonce.get(nonce)
  }

  /** Adds a transaction of an account that is at `accountNonce`. */
  add(transaction: PooledTransaction, accountNonce: number): void {
    const { account, nonce } = transaction
    let queue = this.#queues.get(account)
    if (!queue) this.#queues.set(account, (queue = { nonce: accountNonce, byNonce: new Map() }))
    queue.nonce = accountNonce
    queue.byNonce.set(nonce, transaction)
  }

  remove({ account, nonce }: PooledTransaction): void {
    const queue = this.#queues.get(account)
    queue?.byNonce.delete(nonce)
    if (queue?.byNonce.size === 0) this.#queues.delete(account)
  }

  setNonce(account: AccountId, nonce: number): void {
    const queue = this.#queues.get(account)
    if (queue) queue.nonce = nonce
  }

  /** The first nonce from `from` on that no waiting transaction of the account has. */
  firstFree(account: AccountId, from: number): number {
    const byNonce = this.#queues.get(account)?.byNonce
    let nonce = from
    while (byNonce?.has(nonce)) nonce++
    return nonce
  }

  /** Whether all nonces before the transaction's are used or waiting. */
  isReady({ account, nonce }: PooledTransaction): boolean {
    const queue = this.#queues.get(account)
    return queue !== undefined && this.firstFree(account, queue.nonce) > nonce
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
}
