import type { Hex } from '@echochain/codec'
import type { TrackedTransaction } from './Transactions.ts'

/** A tracked transaction with what it takes to find it again. */
export interface StoredTransaction extends TrackedTransaction {
  /** The signed bytes, as long as they may have to be sent again; the chain takes them once. */
  readonly extrinsic: Hex
  readonly nonce: number
  /** It may be included in blocks after the first and before the second number. */
  readonly birth: number
  readonly death: number
}
