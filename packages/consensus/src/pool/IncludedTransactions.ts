import type { Hash } from '@echochain/codec'
import type { PooledTransaction } from './PooledTransaction.ts'

/** A transaction's place in a block. */
export interface Inclusion {
  readonly transaction: PooledTransaction
  readonly index: number
}

export interface InclusionInBlock extends Inclusion {
  readonly block: Hash
}

/**
 * Transactions from the pool that stand in blocks of the best chain which are not final yet. Over `limit` the oldest are
 * given up: they stay included, but nobody can be told when they are final.
 */
export class IncludedTransactions {
  readonly #limit: number
  readonly #byBlock = new Map<Hash, readonly Inclusion[]>()
  readonly #byHash = new Map<Hash, InclusionInBlock>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(hash: Hash): InclusionInBlock | undefined {
    return this.#byHash.get(hash)
  }

  /** Returns the inclusions that were given up to make room. */
  add(block: Hash, inclusions: readonly Inclusion[]): InclusionInBlock[] {
    if (inclusions.length > 0) this.#byBlock.set(block, inclusions)
    for (const { transaction, index } of inclusions) this.#byHash.set(transaction.hash, { block, transaction, index })
    const givenUp: InclusionInBlock[] = []
    while (this.#byHash.size > this.#limit) {
      const oldest = this.#byBlock.keys().next().value!
      for (const inclusion of this.take(oldest)) givenUp.push({ block: oldest, ...inclusion })
    }
    return givenUp
  }

  /** Takes out the inclusions of a block. */
  take(block: Hash): readonly Inclusion[] {
    const inclusions = this.#byBlock.get(block) ?? []
    this.#byBlock.delete(block)
    for (const { transaction } of inclusions)
      if (this.#byHash.get(transaction.hash)?.block === block) this.#byHash.delete(transaction.hash)
    return inclusions
  }
}
