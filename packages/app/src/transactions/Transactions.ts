import type { Hash } from '@echochain/codec'
import type { Inclusion, RuntimeCall } from '@echochain/sdk'
import { transactions as transactionsWords } from '../text/transactions.ts'
import { createContext, type ReactNode, useContext } from 'react'

/** What a person is asked to sign. */
export interface TransactionRequest {
  /** What it does, as its button said: "Buy a commercial licence of Night Bus". */
  readonly title: string
  readonly call: RuntimeCall
  /** What it costs and changes in plain words, above the decoded call. */
  readonly summary?: ReactNode
  /** What is waited for; a block can still be taken back, a final one cannot. `inBlock` unless given. */
  readonly until?: 'inBlock' | 'finalized'
  readonly onStage?: (stage: TransactionStage) => void
}

export type TransactionStage =
  | 'waitingForSignature'
  | 'signed'
  | 'sent'
  | 'inBlock'
  | 'retracted'
  | 'finalized'
  | 'failed'
  | 'expired'

/** A transaction of this browser, kept over reloads until it is final or has failed. */
export interface TrackedTransaction {
  readonly hash: Hash
  readonly title: string
  readonly address: string
  readonly stage: TransactionStage
  readonly block?: { readonly hash: Hash; readonly number: number }
  /** Nothing more can happen to it. */
  readonly settled: boolean
  /** Why it failed, in words. */
  readonly problem?: string
  readonly startedAt: number
}

export interface Transactions {
  /** Newest first. */
  readonly tracked: readonly TrackedTransaction[]
  /**
   * Shows the call decoded with its fee, has it signed by the selected account and follows it. Orders given while
   * another one is shown wait for their turn.
   * @throws TransactionCancelled when the person thought better of it
   * @throws SdkError as `ChainClient.submit`; `TRANSACTION_DROPPED` also when it expired
   */
  submit(request: TransactionRequest): Promise<Inclusion>
  /**
   * A message signed by the selected account, such as an order to store files: the SCALE-encoded `MultiSignature`. As
   * extensions do it, what was signed may be the message wrapped in `<Bytes>…</Bytes>`. Throws TransactionCancelled.
   */
  signMessage(request: MessageRequest): Promise<Uint8Array>
  /** Forgets what has come to its end. */
  clearSettled(): void
}

export interface MessageRequest {
  readonly title: string
  /** The message as shown; what is signed is `bytes`. */
  readonly message: string
  readonly bytes: Uint8Array
}

export class TransactionCancelled extends Error {
  readonly code = 'CANCELLED'
  constructor() {
    super(transactionsWords.cancelled)
    this.name = 'TransactionCancelled'
  }
}

export const TransactionsContext = createContext<Transactions | undefined>(undefined)

export function useTransactions(): Transactions {
  const transactions = useContext(TransactionsContext)
  if (!transactions) throw new Error('useTransactions needs a TransactionsProvider')
  return transactions
}
