import type { InvalidTransactionError } from '@echochain/frame'
import type { VerifiedExtrinsic } from '../import/VerifiedExtrinsics.ts'

/** Where a proposer takes transactions from: the pool. */
export interface TransactionSource {
  /** Transactions that can be included on top of the best block, the best paid first, nonces in order. */
  ready(): Iterable<VerifiedExtrinsic>
  /** One of them turned out not to be includable. */
  reject(transaction: VerifiedExtrinsic, error: InvalidTransactionError): void
}
