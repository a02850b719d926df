import type { AccountId, Hash } from '@echochain/codec'
import { AccountQueues } from './AccountQueues.ts'
import { goesBefore, type PooledTransaction } from './PooledTransaction.ts'
import { PoolError } from './PoolError.ts'
import type { PoolLimits } from './PoolLimits.ts'
import { PriorityHeap } from './PriorityHeap.ts'

type Limits = Omit<PoolLimits, 'incoming' | 'included'>

/** What letting a transaction in came to. */
export interface Admission {
  /** The transaction with the same nonce that it replaces. */
  readonly replaced: PooledTransaction | undefined
  /** What had to make room. */
  readonly evicted: readonly PooledTransaction[]
  /** What is ready to be included now, and was not before. */
  readonly ready: readonly PooledTransaction[]
}

const worstFirst = (a: PooledTransaction, b: PooledTransaction): boolean => goesBefore(b, a)

/** The transactions that wait in a pool, within its limits. Knows them by hash, account, priority and end of life. */
export class WaitingTransactions {
  readonly #limits: Limits
  readonly #byHash = new Map<Hash, PooledTransaction>()
  readonly #queues = new AccountQueues()
  /** With transactions that are gone in between: they are passed over, and dropped when they are most of it. */
  #worst = new PriorityHeap(worstFirst)
  /** Mortal transactions by the first block that may not include them. */
  readonly #byDeath = new Map<number, Set<PooledTransaction>>()
  #bytes = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#byHash.size
  }

  get bytes(): number {
    return this.#bytes
  }

  /** How many wait for an earlier nonce. */
  get future(): number {
    return this.#queues.future
  }

  get(hash: Hash): PooledTransaction | undefined {
    return this.#byHash.get(hash)
  }

  /** Whether anything of the account waits. */
  has(account: AccountId): boolean {
    return this.#queues.count(account) > 0
  }

  at(account: AccountId, nonce: number): PooledTransaction | undefined {
    return this.#queues.at(account, nonce)
  }

  all(): Iterable<PooledTransaction> {
    return this.#byHash.values()
  }

  ready(): Iterable<PooledTransaction> {
    return this.#queues.ready()
  }

  isReady(transaction: PooledTransaction): boolean {
    return this.#queues.isReady(transaction)
  }

  /** The first nonce that nothing waits with, of an account that is at `accountNonce`. */
  firstFree(account: AccountId, accountNonce: number): number {
    return this.#queues.firstFree(account, accountNonce)
  }

  /** Throws `PoolError` if there is no room for a transaction of an account that is at `accountNonce`. */
  validateRoom(transaction: PooledTransaction, accountNonce: number): void {
    this.#makeRoom(transaction, accountNonce)
  }

  /** Lets a transaction in. Throws `PoolError` if there is no room for it. */
  add(transaction: PooledTransaction, accountNonce: number): Admission {
    const { account, nonce, hash, extrinsic } = transaction
    const victims = this.#makeRoom(transaction, accountNonce)
    const replaced = this.at(account, nonce)
    if (replaced) this.#forget(replaced)
    const evicted = victims.flatMap((victim) => this.remove(victim))
    this.#byHash.set(hash, transaction)
    this.#bytes += extrinsic.bytes.length
    this.#worst.push(transaction)
    this.#noteDeath(transaction)
    return { replaced, evicted, ready: this.#queues.add(transaction, accountNonce) }
  }

  /** Takes out a transaction that a block includes. */
  take(transaction: PooledTransaction): void {
    if (this.#forget(transaction)) this.#queues.take(transaction)
  }

  /** Takes out a transaction and those that cannot be included without it. Returns what was there of them. */
  remove(transaction: PooledTransaction): PooledTransaction[] {
    if (this.#byHash.get(transaction.hash) !== transaction) return []
    const removed = this.#queues.remove(transaction)
    for (const gone of removed) this.#forget(gone)
    return removed
  }

  /** Takes note of the nonce that an account is at. Returns what that makes too old, and what it makes ready. */
  setNonce(account: AccountId, nonce: number): ReturnType<AccountQueues['setNonce']> {
    const change = this.#queues.setNonce(account, nonce)
    for (const gone of change.stale) this.#forget(gone)
    return change
  }

  /** Takes out what block `number` may not include any more, with what cannot be included without it. */
  expire(number: number): PooledTransaction[] {
    const expired: PooledTransaction[] = []
    for (const [death, transactions] of this.#byDeath)
      if (death <= number) for (const transaction of transactions) expired.push(...this.remove(transaction))
    return expired
  }

  #noteDeath(transaction: PooledTransaction): void {
    if (transaction.death === Infinity) return
    const dying = this.#byDeath.get(transaction.death) ?? new Set()
    this.#byDeath.set(transaction.death, dying.add(transaction))
  }

  #forget(transaction: PooledTransaction): boolean {
    const { hash, death, extrinsic } = transaction
    if (!this.#byHash.delete(hash)) return false
    this.#bytes -= extrinsic.bytes.length
    const dying = this.#byDeath.get(death)
    if (dying?.delete(transaction) && dying.size === 0) this.#byDeath.delete(death)
    if (this.#worst.size > 2 * this.#byHash.size + 1_000)
      this.#worst = new PriorityHeap(worstFirst, this.#byHash.values())
    return true
  }

  /** What has to go for a transaction to come in. Throws `PoolError` if that is not right. */
  #makeRoom(transaction: PooledTransaction, accountNonce: number): PooledTransaction[] {
    const { account, nonce } = transaction
    const rival = this.at(account, nonce)
    if (rival) {
      if (transaction.priority > rival.priority) return this.#findVictims(transaction, rival)
      const message = `Priority is too low: a transaction with nonce ${nonce} waits that pays as much`
      throw new PoolError('TOO_LOW_PRIORITY', message)
    }
    this.#validateAccountRoom(transaction, accountNonce)
    return this.#findVictims(transaction, undefined)
  }

  #validateAccountRoom({ account, nonce }: PooledTransaction, accountNonce: number): void {
    const { perAccount, future, futurePerAccount } = this.#limits
    if (this.#queues.count(account) >= perAccount)
      throw new PoolError(
        'ACCOUNT_FULL',
        `The account has ${perAccount} transactions waiting; wait for some to be included`,
      )
    const expected = this.firstFree(account, accountNonce)
    if (nonce <= expected) return
    if (this.#queues.futureCount(account) >= futurePerAccount)
      throw new PoolError(
        'ACCOUNT_FULL',
        `${futurePerAccount} transactions of the account wait for nonce ${expected} already; send that one first`,
      )
    if (this.future >= future)
      throw new PoolError('POOL_FULL', `Too many transactions wait for earlier nonces; send nonce ${expected} first`)
  }

  /** The worst transactions whose going makes room for one that is better than each of them. */
  #findVictims(transaction: PooledTransaction, rival: PooledTransaction | undefined): PooledTransaction[] {
    const { transactions, bytes } = this.#limits
    let tooMany = this.size + (rival ? 0 : 1) - transactions
    let tooLong = this.#bytes + transaction.extrinsic.bytes.length - (rival?.extrinsic.bytes.length ?? 0) - bytes
    const victims: PooledTransaction[] = []
    try {
      while (tooMany > 0 || tooLong > 0) {
        const worst = this.#worst.pop()
        if (worst && this.#byHash.get(worst.hash) !== worst) continue
        if (worst) victims.push(worst)
        if (!worst || !goesBefore(transaction, worst) || isNeededFor(transaction, worst)) throw poolFull()
        if (worst === rival) continue
        tooMany--
        tooLong -= worst.extrinsic.bytes.length
      }
    } finally {
      for (const victim of victims) this.#worst.push(victim)
    }
    return victims.filter((victim) => victim !== rival)
  }
}

const isNeededFor = (transaction: PooledTransaction, other: PooledTransaction): boolean =>
  other.account === transaction.account && other.nonce < transaction.nonce

const poolFull = (): PoolError =>
  new PoolError('POOL_FULL', 'The pool is full of transactions that pay as much or more; add a tip or try again later')
