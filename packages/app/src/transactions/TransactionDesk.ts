import type { Hash } from '@echochain/codec'
import { type ChainClient, type Inclusion, SdkError } from '@echochain/sdk'
import { transactions as transactionsWords } from '../text/transactions.ts'
import type { WalletAccount } from '../wallet/Wallet.ts'
import type { TransactionNews } from './advance.ts'
import { loadFollower } from './loadFollower.ts'
import type { SignedTransaction, SigningOrder } from './SigningOrder.ts'
import type { TransactionLog } from './TransactionLog.ts'
import { type MessageRequest, TransactionCancelled, type TransactionRequest } from './Transactions.ts'

interface DeskOptions {
  readonly log: TransactionLog
  chain(): Promise<ChainClient>
  /** Waits for about a block. */
  wait(): Promise<void>
  now?(): number
  /** What follows transactions; it comes from the market unless given. */
  readonly load?: typeof loadFollower
}

/** What a page asked for, while it waits. */
interface Waiting {
  readonly request: TransactionRequest
  readonly resolve: (inclusion: Inclusion) => void
  readonly reject: (error: Error) => void
}

/** More than a person signs at a time. */
export const MAX_ORDERS = 100

/** Takes orders to sign, one after the other, and follows what was signed. */
export class TransactionDesk {
  readonly #options: DeskOptions
  readonly #listeners = new Set<() => void>()
  /** Pages that wait for their transactions, as many as are tracked at most. */
  readonly #waiting = new Map<Hash, Waiting>()
  #orders: readonly SigningOrder[] = []
  #nextId = 1
  #resumed = false

  constructor(options: DeskOptions) {
    this.#options = options
  }

  /** The order that is shown. */
  readonly getOrder = (): SigningOrder | undefined => this.#orders[0]

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Goes on with what was being followed when the page was left; once. */
  resume(): void {
    if (this.#resumed) return
    this.#resumed = true
    for (const { hash, settled } of this.#options.log.getAll()) if (!settled) this.#follow(hash, false)
  }

  /** See `Transactions.submit`. */
  submit(request: TransactionRequest, account: WalletAccount | undefined): Promise<Inclusion> {
    return new Promise((resolve, reject) => {
      request.onStage?.('waitingForSignature')
      this.#enqueue((order) => ({
        ...order,
        type: 'transaction',
        request,
        account,
        cancel: () => this.#close(order.id, () => reject(new TransactionCancelled())),
        accept: (signed) => this.#close(order.id, () => this.#begin(signed, account!, { request, resolve, reject })),
      }))
    })
  }

  /** See `Transactions.signMessage`. */
  signMessage(request: MessageRequest, account: WalletAccount | undefined): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#enqueue((order) => ({
        ...order,
        type: 'message',
        request,
        account,
        cancel: () => this.#close(order.id, () => reject(new TransactionCancelled())),
        accept: (signature) => this.#close(order.id, () => resolve(signature)),
      }))
    })
  }

  #enqueue(create: (order: { readonly id: number }) => SigningOrder): void {
    if (this.#orders.length >= MAX_ORDERS) throw new Error(transactionsWords.tooMany)
    this.#orders = [...this.#orders, create({ id: this.#nextId++ })]
    this.#tellOrder()
  }

  #close(id: number, then: () => void): void {
    if (!this.#orders.some((order) => order.id === id)) return
    this.#orders = this.#orders.filter((order) => order.id !== id)
    this.#tellOrder()
    then()
  }

  #tellOrder(): void {
    for (const listener of this.#listeners) listener()
  }

  #begin(signed: SignedTransaction, { address }: WalletAccount, waiting: Waiting): void {
    const startedAt = (this.#options.now ?? Date.now)()
    const { title } = waiting.request
    this.#waiting.set(signed.hash, waiting)
    this.#options.log.add({ ...signed, title, address, stage: 'signed', settled: false, startedAt })
    waiting.request.onStage?.('signed')
    this.#follow(signed.hash, true)
  }

  #follow(hash: Hash, fresh: boolean): void {
    const { log, chain, wait, load = loadFollower } = this.#options
    const transaction = log.find(hash)
    if (!transaction) return
    const onNews = (news: TransactionNews, details: { inclusion?: Inclusion; error?: Error }) =>
      this.#onNews(hash, news, details)
    void load().then(
      (followTransaction) => followTransaction(transaction, { chain, wait, onNews, fresh }),
      (error: Error) => this.#onNotFollowed(hash, fresh, error),
    )
  }

  /** What was just signed has not been sent, and never is. Anything else is followed when the page is loaded again. */
  #onNotFollowed(hash: Hash, fresh: boolean, error: Error): void {
    if (fresh) this.#onNews(hash, { type: 'refused', reason: error.message }, { error })
    else console.warn('A transaction is not followed until the page is loaded again', error)
  }

  #onNews(hash: Hash, news: TransactionNews, { inclusion, error }: { inclusion?: Inclusion; error?: Error }): void {
    const before = this.#options.log.find(hash)
    const after = this.#options.log.tell(hash, news)
    const waiting = this.#waiting.get(hash)
    if (!after || !waiting) return
    const { request, resolve, reject } = waiting
    if (after.stage !== before?.stage) request.onStage?.(after.stage)
    if (after.settled) this.#waiting.delete(hash)
    const goal = request.until ?? 'inBlock'
    if (after.stage === 'expired') reject(new SdkError('TRANSACTION_DROPPED', transactionsWords.expired))
    else if (after.stage === 'failed' && inclusion && (after.settled || goal === 'inBlock'))
      reject(new SdkError('TRANSACTION_FAILED', after.problem!, { cause: inclusion }))
    else if (after.stage === 'failed' && error) reject(error)
    else if (inclusion && (after.stage === 'finalized' || after.stage === goal)) resolve(inclusion)
  }
}
