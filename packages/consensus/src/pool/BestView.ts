import { type AccountId, equalBytes, type Hash } from '@echochain/codec'
import {
  type Context,
  type Era,
  eraBirth,
  eraDeath,
  type Extrinsic,
  ImpliedAdditionals,
  invalid,
  noUnsignedValidator,
  type Runtime,
  systemStorage,
  validateTransaction,
} from '@echochain/frame'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import type { PooledTransaction } from './PooledTransaction.ts'

/** Each new account that a view looks at stays in its memory. */
const MAX_READS = 16_384

/** The state after the best block, by which transactions are judged. */
export class BestView {
  readonly block: BlockNode
  readonly runtime: Runtime
  readonly #ctx: Context
  readonly #additionals: ImpliedAdditionals
  readonly #eraAt: number
  readonly #nonceAt: number
  #reads = 0

  /** Throws `ChainError` `UNKNOWN_RUNTIME` when the chain has moved on to a runtime that is not here. */
  constructor(chain: Chain) {
    this.block = chain.best
    this.runtime = chain.runtimeAt(this.block.hash)
    this.#ctx = chain.nextContext(this.block.hash)
    this.#additionals = new ImpliedAdditionals(this.runtime, this.#ctx)
    const identifiers = this.runtime.extensions.map(({ identifier }) => identifier)
    this.#eraAt = identifiers.indexOf('CheckMortality')
    this.#nonceAt = identifiers.indexOf('CheckNonce')
  }

  /** Whether it has read so much that it should be made anew. */
  get isSpent(): boolean {
    return this.#reads > MAX_READS
  }

  /** The number of the block that would come next. */
  get nextNumber(): number {
    return this.#ctx.block.number
  }

  nonceOf(account: AccountId): number {
    this.#reads++
    return this.#ctx.get(systemStorage.account, account).nonce
  }

  /** Judges a transaction, its signature aside. Throws `InvalidTransactionError`. */
  judge(hash: Hash, extrinsic: Extrinsic, arrival: number): PooledTransaction {
    const { nextNumber } = this
    const { signed } = extrinsic
    if (!signed) throw noUnsignedValidator()
    const additional = this.#additionals.of(signed)
    const priority = this.validate(extrinsic)
    const era = signed.extras[this.#eraAt] as Era
    return {
      hash,
      extrinsic,
      additional,
      account: signed.account,
      nonce: signed.extras[this.#nonceAt] as number,
      priority,
      birth: eraBirth(era, nextNumber),
      death: eraDeath(era, nextNumber),
      arrival,
    }
  }

  /** Judges a transaction whose signature was verified, under what may be another view. Throws `InvalidTransactionError`. */
  judgeAgain({ hash, extrinsic, arrival, additional }: PooledTransaction): PooledTransaction {
    const again = this.judge(hash, extrinsic, arrival)
    if (!equalBytes(again.additional, additional))
      throw invalid('BadProof', 'The chain is not the one any more that the transaction was signed for; sign it again')
    return again
  }

  /** Whether a transaction could be included now or later, for the same payload. Throws `InvalidTransactionError`. */
  validate(extrinsic: Extrinsic): bigint {
    this.#reads++
    return validateTransaction(this.runtime, this.#ctx, extrinsic).priority
  }
}
