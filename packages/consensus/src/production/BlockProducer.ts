import { equalBytes } from '@echochain/codec'
import type { BlsSecretKey } from '@echochain/crypto'
import {
  type BlockExecution,
  ImpliedAdditionals,
  InvalidTransactionError,
  type OpaqueExtrinsic,
  type Runtime,
} from '@echochain/frame'
import type { Slot } from '@echochain/runtime'
import { StateError } from '@echochain/state'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import type { Clock } from '../clock/Clock.ts'
import { slotStartMs } from '../clock/SlotTicker.ts'
import type { BlockImporter } from '../import/BlockImporter.ts'
import { Pacer } from '../import/Pacer.ts'
import type { StateKeeper } from '../import/StateKeeper.ts'
import type { VerifiedExtrinsic } from '../import/VerifiedExtrinsics.ts'
import { buildBlock, onlyKey } from './buildBlock.ts'
import type { TransactionSource } from './TransactionSource.ts'

/** Part of a slot in which a proposer fills its block, so that others have the rest to check it and vote. */
const FILLING_SHARE = 0.4
/** Transactions that do not fit are passed over; after this many in a row the block counts as full. */
const MAX_MISFITS = 100

export interface ProducerParts {
  readonly chain: Chain
  readonly importer: BlockImporter
  readonly keeper: StateKeeper
  readonly transactions: TransactionSource
  readonly key: BlsSecretKey
  readonly clock: Clock
}

/** Makes the blocks of one validator: in each slot that is its own, on top of the best block. */
export class BlockProducer {
  readonly #parts: ProducerParts

  constructor(parts: ProducerParts) {
    this.#parts = parts
  }

  /** Makes and imports the block of a slot. `undefined` if the slot is not this validator's or the chain is past it. */
  propose(slot: Slot): Promise<BlockNode | undefined> {
    const { importer, chain, keeper, key } = this.#parts
    return importer.exclusively(async () => {
      const parent = chain.best
      if (slot <= parent.slot) return undefined
      await keeper.ensure(parent)
      const built = await buildBlock(chain, {
        parent,
        slot,
        findKey: onlyKey(key),
        addTransactions: (execution, runtime) => this.#fill(runtime, execution, slot),
      })
      return built && importer.adoptBuilt(built)
    })
  }

  /** Adds transactions until the block is full, the time is up, or there are none. */
  async #fill(runtime: Runtime, execution: BlockExecution, slot: Slot): Promise<OpaqueExtrinsic[]> {
    const { chain, clock, transactions } = this.#parts
    const deadline = slotStartMs(slot, chain.parameters) + chain.parameters.slotMs * FILLING_SHARE
    const pacer = new Pacer()
    const additionals = new ImpliedAdditionals(runtime, execution.ctx)
    const included: OpaqueExtrinsic[] = []
    let misfits = 0
    for (const transaction of transactions.ready()) {
      const outcome = this.#tryToInclude(transaction, execution, additionals)
      if (outcome === 'included') {
        included.push(transaction.extrinsic.bytes)
        misfits = 0
      } else if (outcome === 'misfit' && ++misfits >= MAX_MISFITS) break
      if (pacer.isDue) await pacer.pause()
      if (clock.now() > deadline) break
    }
    return included
  }

  /** What cannot be included, now or ever, must not keep the rest out of the block. */
  #tryToInclude(
    transaction: VerifiedExtrinsic,
    execution: BlockExecution,
    additionals: ImpliedAdditionals,
  ): 'included' | 'misfit' | 'skipped' {
    const { extrinsic } = transaction
    try {
      // Signed for another fork or runtime than this block's: the signature says nothing here.
      if (!equalBytes(additionals.of(extrinsic.signed!), transaction.additional)) return 'skipped'
      execution.apply(extrinsic)
      return 'included'
    } catch (error) {
      if (error instanceof StateError) throw error // the disk's fault, not the transaction's
      if (error instanceof InvalidTransactionError && error.code === 'ExhaustsResources') return 'misfit'
      this.#parts.transactions.reject(transaction, error as Error)
      return 'skipped'
    }
  }
}
