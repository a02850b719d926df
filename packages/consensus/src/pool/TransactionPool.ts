import { type AccountId, type Hash } from '@echochain/codec'
import type { SignatureVerifier } from '@echochain/crypto'
import {
  decodeExtrinsic,
  extrinsicHash,
  invalid,
  InvalidTransactionError,
  noUnsignedValidator,
  readSigner,
  signaturePayload,
} from '@echochain/frame'
import type { BlockNode, TreeRoute } from '../chain/BlockTree.ts'
import type { BestChange, Chain, FinalityChange } from '../chain/Chain.ts'
import { ChainError } from '../chain/ChainError.ts'
import type { Clock } from '../clock/Clock.ts'
import type { VerifiedExtrinsic, VerifiedExtrinsics } from '../import/VerifiedExtrinsics.ts'
import type { TransactionSource } from '../production/TransactionSource.ts'
import { Signal } from '../Signal.ts'
import { BanList } from './BanList.ts'
import { BestView } from './BestView.ts'
import { IncludedTransactions } from './IncludedTransactions.ts'
import type { PooledTransaction, TransactionStatus } from './PooledTransaction.ts'
import { PoolError } from './PoolError.ts'
import { DEFAULT_POOL_LIMITS, type PoolLimits } from './PoolLimits.ts'
import { SignatureBatcher } from './SignatureBatcher.ts'
import { TransactionWatchers } from './TransactionWatchers.ts'
import { WaitingTransactions } from './WaitingTransactions.ts'

export interface PoolParts {
  readonly chain: Chain
  readonly verifier: SignatureVerifier
  readonly clock: Clock
  readonly limits?: Partial<PoolLimits>
  /** Told of a listener that throws; by default that ends the process. */
  readonly onListenerError?: (error: unknown) => void
}

/** Transactions of blocks that were taken back are let in again so many at a time. */
const RETURNING_AT_ONCE = 256

/**
 * Transactions that wait to be included, judged by the best block's state. Signatures are verified once, when a
 * transaction comes in; blocks made of what is here need not verify them again.
 */
export class TransactionPool implements TransactionSource, VerifiedExtrinsics {
  /** A transaction was submitted and taken in; not told when one comes back from a block that lost. */
  readonly onSubmitted: Signal<PooledTransaction>
  readonly #chain: Chain
  readonly #limits: PoolLimits
  readonly #signatures: SignatureBatcher
  readonly #bans: BanList
  readonly #watchers: TransactionWatchers
  readonly #waiting: WaitingTransactions
  readonly #included: IncludedTransactions
  /** Being verified now. */
  readonly #incoming = new Set<Hash>()
  readonly #subscriptions: (() => void)[]
  #arrivals = 0
  #viewed: BestView
  #closed = false

  constructor({ chain, verifier, clock, limits, onListenerError }: PoolParts) {
    this.onSubmitted = new Signal(onListenerError)
    this.#chain = chain
    this.#limits = { ...DEFAULT_POOL_LIMITS, ...limits }
    this.#signatures = new SignatureBatcher(verifier)
    this.#bans = new BanList(clock)
    this.#watchers = new TransactionWatchers(onListenerError)
    this.#waiting = new WaitingTransactions(this.#limits)
    this.#included = new IncludedTransactions(this.#limits.included)
    this.#viewed = new BestView(chain)
    this.#subscriptions = [
      chain.onBest.subscribe((change) => this.#followBest(change)),
      chain.onFinalized.subscribe((change) => this.#followFinality(change)),
    ]
  }

  get #view(): BestView {
    if (this.#viewed.block !== this.#chain.best || this.#viewed.isSpent) this.#viewed = new BestView(this.#chain)
    return this.#viewed
  }

  get size(): { readonly transactions: number; readonly future: number; readonly bytes: number } {
    const { size, future, bytes } = this.#waiting
    return { transactions: size, future, bytes }
  }

  pending(): Iterable<PooledTransaction> {
    return this.#waiting.all()
  }

  ready(): Iterable<PooledTransaction> {
    return this.#waiting.ready()
  }

  find(hash: Hash): VerifiedExtrinsic | undefined {
    return this.#waiting.get(hash) ?? this.#included.get(hash)?.transaction
  }

  /** The nonce for the account's next transaction, after those that wait here. */
  nextNonce(account: AccountId): number {
    return this.#waiting.firstFree(account, this.#view.nonceOf(account))
  }

  /**
   * Takes in a transaction as it travels, with its length prefix.
   * @throws CodecError when it cannot be decoded.
   * @throws InvalidTransactionError when it cannot be included, now or later.
   * @throws PoolError when there is no room for it, or it is here already.
   * @throws ChainError `UNKNOWN_RUNTIME` when the chain has moved on to a runtime that is not here.
   */
  async submit(bytes: Uint8Array): Promise<Hash> {
    const hash = extrinsicHash(bytes)
    if (this.#bans.has(hash)) throw new PoolError('BANNED', 'Transaction is temporarily banned: it was found invalid')
    if (this.#waiting.get(hash) || this.#incoming.has(hash))
      throw new PoolError('ALREADY_IMPORTED', 'Transaction is already imported')
    const view = this.#view
    const transaction = view.judge(hash, decodeExtrinsic(view.runtime, detached(bytes)), this.#arrivals++)
    this.#waiting.validateRoom(transaction, view.nonceOf(transaction.account))
    await this.#verify(transaction)
    // The chain may have gone on meanwhile.
    const accepted = this.#view === view ? transaction : this.#view.judgeAgain(transaction)
    this.#insert(accepted)
    this.onSubmitted.emit(accepted)
    return hash
  }

  async #verify({ hash, extrinsic: { signed }, additional }: PooledTransaction): Promise<void> {
    if (!signed) throw noUnsignedValidator()
    if (this.#incoming.size >= this.#limits.incoming)
      throw new PoolError('POOL_FULL', 'Too many transactions are being verified; try again later')
    this.#incoming.add(hash)
    try {
      if (await this.#signatures.verify(signed, signaturePayload(signed.ownPayload, additional))) return
      this.#bans.add(hash)
      throw invalid('BadProof', 'Transaction has a bad signature, or is signed for another chain, fork or version')
    } finally {
      this.#incoming.delete(hash)
    }
  }

  #insert(transaction: PooledTransaction): void {
    const accountNonce = this.#view.nonceOf(transaction.account)
    const { replaced, evicted, ready } = this.#waiting.add(transaction, accountNonce)
    if (replaced) this.#watchers.notify(replaced.hash, { type: 'usurped', by: transaction.hash })
    this.#tellAll(evicted, { type: 'dropped' })
    if (!this.#waiting.isReady(transaction)) this.#watchers.notify(transaction.hash, { type: 'future' })
    this.#tellAll(ready, { type: 'ready' })
  }

  #tellAll(transactions: readonly PooledTransaction[], status: TransactionStatus): void {
    for (const { hash } of transactions) this.#watchers.notify(hash, status)
  }

  #removeInvalid(transaction: PooledTransaction): void {
    this.#tellAll(this.#waiting.remove(transaction), { type: 'invalid' })
  }

  reject(transaction: VerifiedExtrinsic, error: Error): void {
    const pooled = this.#waiting.get(transaction.hash)
    if (!pooled || (error instanceof InvalidTransactionError && error.code === 'Future')) return
    this.#bans.add(pooled.hash)
    this.#removeInvalid(pooled)
  }

  /** Tells how a transaction is doing, beginning with now. Returns a function that ends it. */
  watch(hash: Hash, listener: (status: TransactionStatus) => void): () => void {
    return this.#watchers.add(hash, listener, this.#statusOf(hash))
  }

  #statusOf(hash: Hash): TransactionStatus | undefined {
    const waiting = this.#waiting.get(hash)
    if (waiting) return { type: this.#waiting.isReady(waiting) ? 'ready' : 'future' }
    const inclusion = this.#included.get(hash)
    return inclusion && { type: 'inBlock', block: inclusion.block, index: inclusion.index }
  }

  /**
   * The order matters: what was taken back is at hand before the new blocks are gone through, since they may include
   * it; nonces are brought up to date before transactions are judged by them.
   */
  #followBest({ route }: BestChange): void {
    const { returning, strays, touched } = this.#retractAll(route.retracted)
    for (const block of route.enacted) this.#enact(block, returning, touched)
    const runtime = this.#viewed.runtime
    const view = this.#viewIfPossible()
    if (!view) return
    for (const account of touched) this.#bringUpToDate(account, view)
    for (const transaction of returning.values()) this.#letReturn(transaction)
    if (view.runtime !== runtime || route.retracted.length > 0) this.#judgePayloads(view, runtime, route)
    this.#tellAll(this.#waiting.expire(view.nextNumber), { type: 'invalid' })
    if (strays.length > 0) void this.#submitAgain(strays)
  }

  /** Nothing can be judged on a chain that this node cannot follow any further; the node is about to stop. */
  #viewIfPossible(): BestView | undefined {
    try {
      return this.#view
    } catch (error) {
      if (error instanceof ChainError && error.code === 'UNKNOWN_RUNTIME') return undefined
      throw error
    }
  }

  /** What blocks that are not on the best chain any more contained: known transactions, and strays that never were. */
  #retractAll(blocks: readonly BlockNode[]) {
    const returning = new Map<Hash, PooledTransaction>()
    const strays: Uint8Array[] = []
    const touched = new Set<AccountId>()
    for (const { hash } of blocks.toReversed()) {
      for (const { transaction, index } of this.#included.take(hash)) {
        returning.set(transaction.hash, transaction)
        this.#watchers.notify(transaction.hash, { type: 'retracted', block: hash, index })
      }
      for (const bytes of this.#chain.block(hash)?.extrinsics ?? []) {
        const account = readSigner(bytes)
        if (account === undefined) continue
        touched.add(account)
        if (strays.length < this.#limits.transactions && !returning.has(extrinsicHash(bytes))) strays.push(bytes)
      }
    }
    return { returning, strays, touched }
  }

  /** Takes what the block includes out of the pool, and notes whose nonces it moved on. */
  #enact(block: BlockNode, returning: Map<Hash, PooledTransaction>, touched: Set<AccountId>): void {
    const isEmpty = this.#waiting.size === 0 && returning.size === 0 && touched.size === 0
    const extrinsics = isEmpty ? [] : (this.#chain.block(block.hash)?.extrinsics ?? [])
    const inclusions = []
    for (let index = 0; index < extrinsics.length; index++) {
      const account = readSigner(extrinsics[index])
      if (account === undefined) continue
      touched.add(account)
      const hash = extrinsicHash(extrinsics[index])
      const transaction = this.#waiting.get(hash) ?? returning.get(hash)
      if (!transaction) continue
      this.#waiting.take(transaction)
      returning.delete(hash)
      inclusions.push({ transaction, index })
    }
    const givenUp = this.#included.add(block.hash, inclusions)
    for (const { transaction, index } of inclusions)
      this.#watchers.notify(transaction.hash, { type: 'inBlock', block: block.hash, index })
    for (const { transaction, block: lost, index } of givenUp)
      this.#watchers.notify(transaction.hash, { type: 'finalityTimeout', block: lost, index })
  }

  /** Drops what an account's new nonce makes too old, and its next transaction if it can no longer be paid. */
  #bringUpToDate(account: AccountId, view: BestView): void {
    if (!this.#waiting.has(account)) return
    const nonce = view.nonceOf(account)
    const { stale, ready } = this.#waiting.setNonce(account, nonce)
    this.#tellAll(stale, { type: 'invalid' })
    this.#tellAll(ready, { type: 'ready' })
    const next = this.#waiting.at(account, nonce)
    if (next) this.#removeUnless(next, () => view.validate(next.extrinsic))
  }

  /** Drops what was signed for blocks that were taken back, or for a runtime that is no longer in force. */
  #judgePayloads(view: BestView, runtimeBefore: BestView['runtime'], { ancestor }: TreeRoute): void {
    for (const transaction of this.#waiting.all())
      if (view.runtime !== runtimeBefore || transaction.birth > ancestor.number)
        this.#removeUnless(transaction, () => view.judgeAgain(transaction))
  }

  #removeUnless(transaction: PooledTransaction, judge: () => unknown): void {
    try {
      judge()
    } catch (error) {
      if (!(error instanceof InvalidTransactionError)) throw error
      this.#removeInvalid(transaction)
    }
  }

  #letReturn(transaction: PooledTransaction): void {
    try {
      this.#insert(this.#view.judgeAgain(transaction))
    } catch (error) {
      const isFull = error instanceof PoolError
      if (!isFull && !(error instanceof InvalidTransactionError)) throw error
      this.#watchers.notify(transaction.hash, { type: isFull ? 'dropped' : 'invalid' })
    }
  }

  /** Those that a new block includes, or that are no longer valid, are simply refused. */
  async #submitAgain(strays: readonly Uint8Array[]): Promise<void> {
    for (let at = 0; at < strays.length && !this.#closed; at += RETURNING_AT_ONCE)
      await Promise.allSettled(strays.slice(at, at + RETURNING_AT_ONCE).map((bytes) => this.submit(bytes)))
  }

  #followFinality({ finalized }: FinalityChange): void {
    for (const { hash } of finalized)
      for (const { transaction, index } of this.#included.take(hash))
        this.#watchers.notify(transaction.hash, { type: 'finalized', block: hash, index })
  }

  close(): void {
    this.#closed = true
    for (const unsubscribe of this.#subscriptions) unsubscribe()
  }
}

/** What waits must not keep a whole message alive in which it came. */
const detached = (bytes: Uint8Array): Uint8Array => (bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice())
