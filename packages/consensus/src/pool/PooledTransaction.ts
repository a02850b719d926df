import type { AccountId, Hash } from '@echochain/codec'
import type { VerifiedExtrinsic } from '../import/VerifiedExtrinsics.ts'

/** A transaction that waits to be included. */
export interface PooledTransaction extends VerifiedExtrinsic {
  readonly account: AccountId
  readonly nonce: number
  /** What it pays for the room it takes; higher goes first. */
  readonly priority: bigint
  /** The block whose hash was signed: on another fork the signature says nothing. */
  readonly birth: number
  /** The first block that may not include it any more. */
  readonly death: number
  /** Counts up; of two that pay the same the earlier goes first. */
  readonly arrival: number
}

/** Whether `a` goes before `b`. */
export const goesBefore = (a: PooledTransaction, b: PooledTransaction): boolean =>
  a.priority === b.priority ? a.arrival < b.arrival : a.priority > b.priority

/** How a transaction is doing, as Substrate's `author_submitAndWatchExtrinsic` tells it. */
export type TransactionStatus =
  | { readonly type: 'future' | 'ready' | 'dropped' | 'invalid' }
  | { readonly type: 'usurped'; readonly by: Hash }
  | {
      readonly type: 'inBlock' | 'retracted' | 'finalized' | 'finalityTimeout'
      readonly block: Hash
      readonly index: number
    }

/** Nothing follows these. */
export const isLastStatus = ({ type }: TransactionStatus): boolean =>
  type === 'dropped' || type === 'invalid' || type === 'usurped' || type === 'finalized' || type === 'finalityTimeout'
