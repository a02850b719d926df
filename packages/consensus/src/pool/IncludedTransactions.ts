import type { Hash } from '@echochain/codec'
import type { PooledTransaction } from './PooledTransaction.ts'

interface Inclusion {
  readonly transaction: PooledTransaction
  readonly index: number
}

/** Without finality the oldest are given up: they stay included, but nobody can be told when they are final. */
const MAX_INCLUDED = 100_000

/** Transactions from the pool that stand in blocks of the best chain which are not final yet. */
export class IncludedTransactions {
  readonly #byBlock = new Map<Hash, Inclusion[]>()
  readonly #byHash = new Map<Hash, { readonly block: Hash } & Inclusion>()

  get(hash: Hash): ({ readonly block: Hash } & Inclusion) | undefined {
    return this.#byHash.get(hash)
  }

  /** Returns the inclusions that were given up to make room, with their block. */
  add(block: Hash, inclusions: readonly Inclusion[]): [Hash, Inclusion[]][] {
    if (inclusions.length > 0) this.#byBlock.set(block, [...inclusions])
    for (const inclusion of inclusions) this.#byHash.set(inclusion.transaction.hash, { block, ...inclusion })
    const givenUp: [Hash, Inclusion[]][] = []
    while (this.#byHash.size > MAX_INCLUDED) {
      const oldest = this.#byBlock.keys().next().value!
      givenUp.push([oldest, this.take(oldest)])
    }
    return givenUp
  }

  /** Takes out the inclusions of a block. */
  take(block: Hash): Inclusion[] {
    const inclusions = this.#byBlock.get(block) ?? []
    this.#byBlock.delete(block)
    for (const { transaction } of inclusions) this.#byHash.delete(transaction.hash)
    return inclusions
  }
}
