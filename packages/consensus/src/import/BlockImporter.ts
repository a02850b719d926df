import { type Hash } from '@echochain/codec'
import type { SignatureVerifier } from '@echochain/crypto'
import { type Block, type ExecutedBlock, headerHash } from '@echochain/frame'
import type { PreparedLayer } from '@echochain/state'
import type { BlockStore } from '../chain/BlockStore.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import type { StateKeeper } from './StateKeeper.ts'
import type { Clock } from '../clock/Clock.ts'
import { slotAt } from '../clock/SlotTicker.ts'
import { EpochDuties } from '../duties/EpochDuties.ts'
import { checkLineage, checkProposer } from './checkHeader.ts'
import { executeBlock } from './executeBlock.ts'
import { ImportError } from './ImportError.ts'
import { JobQueue } from './JobQueue.ts'
import type { VerifiedExtrinsics } from './VerifiedExtrinsics.ts'

/** Blocks waiting to be imported: enough for a batch of range sync, little enough to hold in memory (LIMITS). */
const MAX_WAITING = 256
/** Pruned blocks stay readable this long after finality, for clients that still look at them. */
const PRUNED_KEPT_BLOCKS = 256

export interface ImporterParts {
  readonly chain: Chain
  readonly blocks: BlockStore
  readonly keeper: StateKeeper
  readonly clock: Clock
  readonly verifier: SignatureVerifier
  readonly verified: VerifiedExtrinsics
}

/** A block this node made itself: executed already. */
export interface BuiltBlock {
  readonly block: Block
  readonly hash: Hash
  readonly slot: bigint
  readonly prepared: PreparedLayer
  readonly executed: ExecutedBlock
}

/**
 * Where all blocks come in, one after the other: sanity, then execution beside signatures, then import. A block that
 * breaks a rule is refused with an `ImportError` and leaves no trace.
 */
export class BlockImporter {
  readonly #parts: ImporterParts
  readonly #queue = new JobQueue(MAX_WAITING)
  #pruned: readonly BlockNode[] = []

  constructor(parts: ImporterParts) {
    this.#parts = parts
  }

  /** Blocks being imported or waiting. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Runs something that must not overlap with an import, such as building a block. */
  exclusively<T>(job: () => Promise<T>): Promise<T> {
    return this.#queue.run(job)
  }

  /** Checks, executes and adopts a block from anywhere. @throws ImportError */
  import(block: Block): Promise<BlockNode> {
    return this.#queue.run(async () => {
      const { chain, keeper, verifier, verified, clock } = this.#parts
      const { header } = block
      const hash = headerHash(header)
      const parent = this.#findParent(block, hash)
      const claims = checkLineage(header, parent, slotAt(clock.now(), chain.parameters))
      await keeper.ensure(parent)
      const parentState = chain.state.view(parent)
      checkProposer(header, claims, new EpochDuties(parentState), chain.genesisHash)
      const runtime = chain.runtimes.inForceAt(parentState)
      const inherited = chain.decodedAt(parent.hash)
      const executed = await executeBlock({ block, claims, runtime, parentState, inherited, verified, verifier })
      const prepared = chain.state.prepare(parent, executed.changes)
      if (prepared.root !== header.stateRoot)
        throw new ImportError(
          'WRONG_STATE_ROOT',
          `Executing the block gives state root ${prepared.root}, not ${header.stateRoot}`,
        )
      return this.#adopt({ block, hash, slot: claims.claim.slot, prepared, executed })
    })
  }

  /** Adopts a block made here; to be called from within {@link exclusively}. */
  adoptBuilt(built: BuiltBlock): Promise<BlockNode> {
    return this.#adopt(built)
  }

  #findParent({ header }: Block, hash: Hash): BlockNode {
    const { chain } = this.#parts
    if (chain.node(hash) || chain.hashAt(header.number) === hash)
      throw new ImportError('ALREADY_KNOWN', `Block ${header.number} (${hash}) is known already`)
    const parent = chain.node(header.parentHash)
    if (parent) return parent
    if (header.number <= chain.finalized.number || chain.header(header.parentHash))
      throw new ImportError(
        'BELOW_FINALIZED',
        `Block ${header.number} is on a branch below the finalized block ${chain.finalized.number}`,
      )
    throw new ImportError('UNKNOWN_PARENT', `The parent ${header.parentHash} of block ${header.number} is not known`)
  }

  /**
   * The order matters: the body is safe on disk before anybody hears of the block, the state is in place before fork
   * choice may choose it, listeners (pool, subscriptions) see head before finality, and the base follows at the end.
   */
  async #adopt({ block, hash, slot, prepared, executed }: BuiltBlock): Promise<BlockNode> {
    const { chain, blocks, keeper } = this.#parts
    const { header } = block
    await blocks.put(hash, block)
    chain.state.add(prepared, { hash, number: header.number })
    const node = chain.adopt({ hash, number: header.number, slot, header }, executed.entries)
    const finality = await chain.advanceFinality()
    if (finality) {
      keeper.follow(chain.finalized)
      await this.#forget(finality.pruned)
    }
    await keeper.relieve(chain.best, chain.finalized.number)
    return node
  }

  /** Deletes blocks that lost long ago. */
  async #forget(pruned: readonly BlockNode[]): Promise<void> {
    const { chain, blocks } = this.#parts
    const oldest = chain.finalized.number - PRUNED_KEPT_BLOCKS
    const all = [...this.#pruned, ...pruned]
    const gone = all.filter(({ number }) => number < oldest)
    this.#pruned = all.filter(({ number }) => number >= oldest)
    if (gone.length > 0) await blocks.remove(gone)
  }

  /** Takes no more blocks; resolved when those taken are done and the state is at rest. */
  async close(): Promise<void> {
    await this.#queue.close()
    await this.#parts.keeper.settle()
  }
}
