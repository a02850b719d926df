import type { VerifiedExtrinsic } from '../import/VerifiedExtrinsics.ts'

/** Where a proposer takes transactions from: the pool. */
export interface TransactionSource {
  /** Transactions that can be included on top of the best block, the best paid first, nonces in order. */
  ready(): Iterable<VerifiedExtrinsic>
  /** One of them turned out not to be includable: an `InvalidTransactionError`, or a fault in the runtime. */
  reject(transaction: VerifiedExtrinsic, error: Error): void
}
