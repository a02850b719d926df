import type { AccountId, Codec } from '@echochain/codec'
import type { Weight } from '../dispatch/Weight.ts'
import type { RuntimeCall } from '../module/declarations.ts'
import type { Context } from '../world/Context.ts'

/** A signed extrinsic as extensions see it. */
export interface Transaction {
  readonly account: AccountId
  readonly call: RuntimeCall
  readonly weight: Weight
  /** Bytes of the whole extrinsic with its length prefix. */
  readonly length: number
}

/** What extensions find out about a transaction that could be included later. */
export interface ValidityDraft {
  priority: bigint
  longevity: bigint
  readonly requires: Uint8Array[]
  readonly provides: Uint8Array[]
}

/**
 * Something every signed extrinsic carries and is checked for, such as its nonce or tip: Substrate's signed extension.
 * `Extra` is in the extrinsic; `Additional` is signed but not sent, since the chain knows it.
 */
export interface TransactionExtension<Extra = any, Additional = any> {
  readonly identifier: string
  readonly extra: Codec<Extra>
  readonly additional: Codec<Additional>
  /** The additional value this chain expects to have been signed. Throws `InvalidTransactionError`. */
  implied(ctx: Context, extra: Extra): Additional
  /** Judges a transaction for the pool without changing the state. Throws `InvalidTransactionError`. */
  validate?(ctx: Context, transaction: Transaction, extra: Extra, draft: ValidityDraft): void
  /** Checks and charges a transaction right before its call runs. Throws `InvalidTransactionError`. */
  prepare?(ctx: Context, transaction: Transaction, extra: Extra): void
}
