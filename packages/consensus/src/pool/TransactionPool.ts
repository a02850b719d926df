import { type AccountId, CodecError, equalBytes, type Hash } from '@echochain/codec'
import type { SignatureVerifier } from '@echochain/crypto'
import {
  type Context,
  decodeExtrinsic,
  type Era,
  eraDeath,
  type Extrinsic,
  extrinsicHash,
  impliedAdditional,
  invalid,
  InvalidTransactionError,
  noUnsignedValidator,
  type Runtime,
  signaturePayload,
  type SignedParts,
  systemStorage,
  validateTransaction,
} from '@echochain/frame'
import type { BestChange, Chain, FinalityChange } from '../chain/Chain.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Clock } from '../clock/Clock.ts'
import type { VerifiedExtrinsic, VerifiedExtrinsics } from '../import/VerifiedExtrinsics.ts'
import type { TransactionSource } from '../production/TransactionSource.ts'
import { AccountQueues } from './AccountQueues.ts'
import { BanList } from './BanList.ts'
import { IncludedTransactions } from './IncludedTransactions.ts'
import { PoolError } from './PoolError.ts'
import { goesBefore, type PooledTransaction, type TransactionStatus } from './PooledTransaction.ts'
import { PriorityHeap } from './PriorityHeap.ts'
import { SignatureQueue } from './SignatureQueue.ts'
import { TransactionWatchers } from './TransactionWatchers.ts'

export interface PoolLimits {
  readonly transactions: number
  readonly bytes: number
  /** Of one account, so that nobody can fill the pool alone. */
  readonly perAccount: number
}

/** Several full blocks of the largest presets. */
const DEFAULT_LIMITS: PoolLimits = { transactions: 40_000, bytes: 64 * 1024 * 1024, perAccount: 1_024 }

export interface PoolParts {
  readonly chain: Chain
  readonly verifier: SignatureVerifier
  readonly clock: Clock
  readonly limits?: Partial<PoolLimits>
}

/** The state that transactions are judged by: that after the best block. */
interface View {
  readonly runtime: Runtime
  readonly ctx: Context
}

/**
 * Transactions that wait to be included, judged by the best block's state. Signatures are verified once, when a
 * transaction comes in; blocks made of what is here need not verify them again.
 */
export class TransactionPool implements TransactionSource, VerifiedExtrinsics {
  readonly #chain: Chain
  readonly #limits: PoolLimits
  readonly #signatures: SignatureQueue
  readonly #bans: BanList
  readonly #watchers = new TransactionWatchers()
  readonly #queues = new AccountQueues()
  readonly #byHash = new Map<Hash, PooledTransaction>()
  readonly #included = new IncludedTransactions()
  /** Being verified now. */
  readonly #incoming = new Set<Hash>()
  /** Worst first, with transactions that are gone in between: they are passed over. */
  #worst = new PriorityHeap<PooledTransaction>((a, b) => goesBefore(b, a))
  /** Mortal transactions by the first block that may not include them; at most as many keys as the longest era. */
  readonly #byDeath = new Map<number, Set<PooledTransaction>>()
  #bytes = 0
  #arrivals = 0
  #view: View
  readonly #subscriptions: (() => void)[]

  constructor({ chain, verifier, clock, limits }: PoolParts) {
    this.#chain = chain
    this.#limits = { ...DEFAULT_LIMITS, ...limits }
    this.#signatures = new SignatureQueue(verifier)
    this.#bans = new BanList(clock)
    this.#view = this.#viewBest()
    this.#subscriptions = [
      chain.onBest.subscribe((change) => this.#followBest(change)),
      chain.onFinalized.subscribe((change) => this.#followFinality(change)),
    ]
  }

  #viewBest(): View {
    const { hash } = this.#chain.best
    return { runtime: this.#chain.runtimeAt(hash), ctx: this.#chain.nextContext(hash) }
  }

  get size(): { readonly transactions: number; readonly bytes: number } {
    return { transactions: this.#byHash.size, bytes: this.#bytes }
  }

  pending(): Iterable<PooledTransaction> {
    return this.#byHash.values()
  }

  ready(): Iterable<PooledTransaction> {
    return this.#queues.ready()
  }

  find(hash: Hash): VerifiedExtrinsic | undefined {
    return this.#byHash.get(hash) ?? this.#included.get(hash)?.transaction
  }

  /** The nonce for the account's next transaction, after those that wait here. */
  nextNonce(account: AccountId): number {
    return this.#queues.firstFree(account, this.#nonceOf(account))
  }

  #nonceOf(account: AccountId): number {
    return this.#view.ctx.get(systemStorage.account, account).nonce
  }

  /**
   * Takes in a transaction as it travels, with its length prefix.
   * @throws CodecError when it cannot be decoded.
   * @throws InvalidTransactionError when it cannot be included, now or later.
   * @throws PoolError when there is no room for it, or it is here already.
   */
  async submit(bytes: Uint8Array): Promise<Hash> {
    const hash = extrinsicHash(bytes)
    if (this.#bans.has(hash)) throw new PoolError('BANNED', 'Transaction is temporarily banned: it was found invalid')
    if (this.#byHash.has(hash) || this.#incoming.has(hash))
      throw new PoolError('ALREADY_IMPORTED', 'Transaction is already imported')
    const extrinsic = decodeExtrinsic(this.#view.runtime, bytes)
    const { signed } = extrinsic
    if (!signed) throw noUnsignedValidator()
    const first = this.#judge(hash, extrinsic, signed)
    this.#expectRoom(first)
    this.#incoming.add(hash)
    try {
      if (!(await this.#signatures.verify(signed, signaturePayload(signed.ownPayload, first.additional))))
        throw invalid('BadProof', 'Transaction has a bad signature, or is signed for another chain, fork or version')
    } catch (error) {
      if (error instanceof InvalidTransactionError) this.#bans.add(hash)
      throw error
    } finally {
      this.#incoming.delete(hash)
    }
    this.#insert(this.#judgeAgain(first, signed))
    return hash
  }

  /** Judges a transaction, its signature aside. Throws `InvalidTransactionError`. */
  #judge(hash: Hash, extrinsic: Extrinsic, signed: SignedParts): PooledTransaction {
    const { runtime, ctx } = this.#view
    const additional = impliedAdditional(runtime, ctx, signed)
    const { priority } = validateTransaction(runtime, ctx, extrinsic)
    const era = signed.extras[extensionIndex(runtime, 'CheckMortality')] as Era
    const nonce = signed.extras[extensionIndex(runtime, 'CheckNonce')] as number
    const death = eraDeath(era, ctx.block.number)
    return { hash, extrinsic, additional, account: signed.account, nonce, priority, death, arrival: this.#arrivals++ }
  }

  /** The chain may have gone on while the signature was verified. */
  #judgeAgain(transaction: PooledTransaction, signed: SignedParts): PooledTransaction {
    const again = this.#judge(transaction.hash, transaction.extrinsic, signed)
    if (!equalBytes(again.additional, transaction.additional))
      throw invalid('BadProof', 'The chain changed while the transaction was on its way; sign it again')
    return again
  }

  #expectRoom(transaction: PooledTransaction): void {
    const { account, nonce } = transaction
    const rival = this.#queues.at(account, nonce)
    if (rival) {
      if (transaction.priority <= rival.priority)
        throw new PoolError(
          'TOO_LOW_PRIORITY',
          `Priority is too low: a transaction with nonce ${nonce} waits that pays as much`,
        )
      return
    }
    if (this.#queues.count(account) >= this.#limits.perAccount)
      throw new PoolError(
        'ACCOUNT_FULL',
        `The account has ${this.#limits.perAccount} transactions waiting; wait for some to be included`,
      )
    if (!this.#isFull(transaction)) return
    const worst = this.#peekWorst()
    if (!worst || !goesBefore(transaction, worst))
      throw new PoolError(
        'POOL_FULL',
        'The pool is full of transactions that pay as much or more; add a tip or try again later',
      )
  }

  #isFull({ extrinsic }: PooledTransaction): boolean {
    return this.#byHash.size >= this.#limits.transactions || this.#bytes + extrinsic.bytes.length > this.#limits.bytes
  }

  #peekWorst(): PooledTransaction | undefined {
    for (let worst = this.#worst.pop(); worst; worst = this.#worst.pop()) {
      if (this.#byHash.get(worst.hash) !== worst) continue
      this.#worst.push(worst)
      return worst
    }
    return undefined
  }

  #insert(transaction: PooledTransaction): void {
    this.#expectRoom(transaction)
    const rival = this.#queues.at(transaction.account, transaction.nonce)
    if (rival) this.#remove(rival, { type: 'usurped', by: transaction.hash })
    while (this.#isFull(transaction)) {
      const worst = this.#peekWorst()
      if (!worst) break
      this.#remove(worst, { type: 'dropped' })
    }
    this.#byHash.set(transaction.hash, transaction)
    this.#bytes += transaction.extrinsic.bytes.length
    this.#noteDeath(transaction)
    this.#worst.push(transaction)
    this.#queues.add(transaction, this.#nonceOf(transaction.account))
    this.#announce(transaction)
  }

  #noteDeath(transaction: PooledTransaction): void {
    if (transaction.death === Infinity) return
    const dying = this.#byDeath.get(transaction.death) ?? new Set()
    this.#byDeath.set(transaction.death, dying.add(transaction))
  }

  /** Tells that a transaction waits, and that those which waited for it are ready. */
  #announce(transaction: PooledTransaction): void {
    const ready = this.#queues.isReady(transaction)
    this.#watchers.notify(transaction.hash, { type: ready ? 'ready' : 'future' })
    if (!ready) return
    for (let nonce = transaction.nonce + 1; ; nonce++) {
      const successor = this.#queues.at(transaction.account, nonce)
      if (!successor) return
      this.#watchers.notify(successor.hash, { type: 'ready' })
    }
  }

  #remove(transaction: PooledTransaction, status?: TransactionStatus): void {
    if (!this.#byHash.delete(transaction.hash)) return
    this.#bytes -= transaction.extrinsic.bytes.length
    this.#queues.remove(transaction)
    this.#byDeath.get(transaction.death)?.delete(transaction)
    // Gone transactions stay in the heap; when they are most of it, it is made anew.
    if (this.#worst.size > 2 * this.#byHash.size + 1_000)
      this.#worst = new PriorityHeap((a, b) => goesBefore(b, a), this.#byHash.values())
    if (status) this.#watchers.notify(transaction.hash, status)
  }

  reject(transaction: VerifiedExtrinsic, error: InvalidTransactionError): void {
    const pooled = this.#byHash.get(transaction.hash)
    if (!pooled || error.code === 'Future') return
    this.#bans.add(pooled.hash)
    this.#remove(pooled, { type: 'invalid' })
  }

  /** Tells how a transaction is doing, beginning with now. Returns a function that ends it. */
  watch(hash: Hash, listener: (status: TransactionStatus) => void): () => void {
    const waiting = this.#byHash.get(hash)
    const inclusion = this.#included.get(hash)
    if (waiting) listener({ type: this.#queues.isReady(waiting) ? 'ready' : 'future' })
    else if (inclusion) listener({ type: 'inBlock', block: inclusion.block, index: inclusion.index })
    return this.#watchers.add(hash, listener)
  }

  #followBest({ route }: BestChange): void {
    const before = this.#view
    this.#view = this.#viewBest()
    const back = route.retracted.flatMap((block) => this.#retract(block))
    const touched = new Set<AccountId>()
    for (const block of route.enacted) for (const account of this.#enact(block)) touched.add(account)
    for (const transaction of back) this.#takeBack(transaction)
    const changed = before.runtime !== this.#view.runtime || route.retracted.length > 0
    for (const account of changed ? [...this.#queues.accounts()] : touched) this.#judgeAccount(account, changed)
    this.#expire(this.#view.ctx.block.number)
  }

  /** The block is not on the best chain any more: its transactions wait again. */
  #retract(block: BlockNode): PooledTransaction[] {
    return this.#included.take(block.hash).map(({ transaction, index }) => {
      this.#watchers.notify(transaction.hash, { type: 'retracted', block: block.hash, index })
      return transaction
    })
  }

  #takeBack(transaction: PooledTransaction): void {
    if (this.#included.get(transaction.hash)) return
    try {
      this.#insert(this.#judgeAgain(transaction, transaction.extrinsic.signed!))
    } catch {
      this.#watchers.notify(transaction.hash, { type: 'invalid' })
    }
  }

  /** Takes what the block includes out of the pool. Returns the accounts whose nonces it moved on. */
  #enact(block: BlockNode): AccountId[] {
    const inclusions = []
    const accounts: AccountId[] = []
    const extrinsics = this.#byHash.size > 0 ? (this.#chain.block(block.hash)?.extrinsics ?? []) : []
    for (const [index, bytes] of extrinsics.entries()) {
      const transaction = this.#byHash.get(extrinsicHash(bytes))
      const account = transaction?.account ?? signerOf(this.#view.runtime, bytes)
      if (account) accounts.push(account)
      if (!transaction) continue
      this.#remove(transaction)
      inclusions.push({ transaction, index })
      this.#watchers.notify(transaction.hash, { type: 'inBlock', block: block.hash, index })
    }
    for (const [lost, givenUp] of this.#included.add(block.hash, inclusions))
      for (const { transaction, index } of givenUp)
        this.#watchers.notify(transaction.hash, { type: 'finalityTimeout', block: lost, index })
    return accounts
  }

  /** Brings an account's nonce up to date and drops what can no longer be included: its first, or with `all` any. */
  #judgeAccount(account: AccountId, all: boolean): void {
    const nonce = this.#nonceOf(account)
    this.#queues.setNonce(account, nonce)
    for (const transaction of [...this.#queues.transactionsOf(account)]) {
      if (transaction.nonce < nonce) this.#remove(transaction, { type: 'invalid' })
      else if (all || transaction.nonce === nonce) this.#judgeWaiting(transaction)
    }
  }

  #expire(number: number): void {
    for (const [death, transactions] of this.#byDeath) {
      if (death > number) continue
      this.#byDeath.delete(death)
      for (const transaction of transactions)
        if (this.#byHash.get(transaction.hash) === transaction) this.#remove(transaction, { type: 'invalid' })
    }
  }

  #judgeWaiting(transaction: PooledTransaction): void {
    try {
      this.#judgeAgain(transaction, transaction.extrinsic.signed!)
    } catch (error) {
      if (!(error instanceof InvalidTransactionError)) throw error
      this.#remove(transaction, { type: 'invalid' })
    }
  }

  #followFinality({ finalized }: FinalityChange): void {
    for (const block of finalized)
      for (const { transaction, index } of this.#included.take(block.hash))
        this.#watchers.notify(transaction.hash, { type: 'finalized', block: block.hash, index })
  }

  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
  }
}

function signerOf(runtime: Runtime, bytes: Uint8Array): AccountId | undefined {
  try {
    return decodeExtrinsic(runtime, bytes).signed?.account
  } catch (error) {
    if (error instanceof CodecError) return undefined // of a block under another runtime
    throw error
  }
}

function extensionIndex(runtime: Runtime, identifier: string): number {
  return runtime.extensions.findIndex((extension) => extension.identifier === identifier)
}
