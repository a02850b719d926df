import type { Hash } from '@echochain/codec'
import type { SignatureVerifier } from '@echochain/crypto'
import { type Block, type ExecutedBlock, type Header, headerHash, MAX_BLOCK_BYTES } from '@echochain/frame'
import { type HeaderClaims, readClaims } from '@echochain/runtime'
import type { PreparedLayer } from '@echochain/state'
import type { BlockStore } from '../chain/BlockStore.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { Chain } from '../chain/Chain.ts'
import type { Clock } from '../clock/Clock.ts'
import { slotAt } from '../clock/SlotTicker.ts'
import { EpochDuties } from '../duties/EpochDuties.ts'
import { checkLineage, checkProposer, checkSignatures } from './checkHeader.ts'
import { executeBlock } from './executeBlock.ts'
import { ImportError } from './ImportError.ts'
import { JobQueue } from './JobQueue.ts'
import type { StateKeeper } from './StateKeeper.ts'
import type { VerifiedExtrinsics } from './VerifiedExtrinsics.ts'

/** Enough waiting blocks for a batch of range sync, little enough to hold in memory. */
const QUEUE_LIMITS = { jobs: 256, bytes: 64 * 1024 * 1024 }
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
  readonly #queue = new JobQueue(QUEUE_LIMITS)

  constructor(parts: ImporterParts) {
    this.#parts = parts
  }

  /** Blocks being imported or waiting. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Runs something that must not overlap with an import, such as building a block, before the blocks that wait. */
  exclusively<T>(job: () => Promise<T>): Promise<T> {
    return this.#queue.runNext(() => this.#keepingBest(job))
  }

  /**
   * Checks, executes and adopts a block from anywhere.
   * @throws ImportError when the block breaks a rule.
   * @throws ChainError `UNKNOWN_RUNTIME` when the chain has moved on to a runtime that is not here.
   * @throws StateError when the disk is full or damaged.
   */
  async import(block: Block): Promise<BlockNode> {
    const sizeBytes = block.extrinsics.reduce((sum, { length }) => sum + length, 0)
    if (sizeBytes > MAX_BLOCK_BYTES)
      throw new ImportError('TOO_LARGE', `The extrinsics take ${sizeBytes} bytes of at most ${MAX_BLOCK_BYTES}`)
    return this.#queue.run(() => this.#keepingBest(() => this.#import(block)), sizeBytes)
  }

  async #import(block: Block): Promise<BlockNode> {
    const { chain, keeper, verifier, verified, clock } = this.#parts
    const { header } = block
    const hash = headerHash(header)
    const parent = this.#findParent(block, hash)
    const claims = checkLineage(header, parent, slotAt(clock.now(), chain.parameters))
    if (!keeper.holds(parent)) this.#checkSealAhead(header, claims, parent)
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
  }

  /**
   * Getting back the state of an old fork costs executing its blocks again, which only what a validator has signed is
   * worth. The keys are those of the fork's last state at hand, if the parent's header commits to the same set.
   */
  #checkSealAhead(header: Header, claims: HeaderClaims, parent: BlockNode): void {
    const { chain } = this.#parts
    let known: BlockNode | undefined = parent
    while (known && !chain.state.has(known)) known = known.parent
    if (!known) return
    const duties = new EpochDuties(chain.state.view(known))
    const isSameSet = known === parent || readClaims(parent.header.digest.logs).setRoots[0] === duties.setRoots[0]
    if (isSameSet) checkSignatures(header, claims, duties.validators, chain.genesisHash)
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
      await this.#forgetBelow(chain.finalized.number - PRUNED_KEPT_BLOCKS, finality.finalized.length)
    }
    keeper.relieve(chain.best)
    return node
  }

  /** Deletes the blocks that lost at the last `count` numbers up to `newest`. */
  async #forgetBelow(newest: number, count: number): Promise<void> {
    const { blocks } = this.#parts
    const lost = []
    for (let number = Math.max(1, newest - count + 1); number <= newest; number++)
      lost.push(...blocks.blocksAt(number).filter(({ hash }) => hash !== blocks.canonicalHash(number)))
    if (lost.length > 0) await blocks.remove(lost)
  }

  /** A block on a deep fork may have moved the base away from the best block, whose state everybody reads. */
  async #keepingBest<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job()
    } finally {
      const { chain, keeper } = this.#parts
      // More blocks of that fork may wait: going back after each would cost a re-execution of both branches.
      if (this.#queue.length === 1 && !keeper.holds(chain.best)) await keeper.ensure(chain.best)
    }
  }

  /** Takes no more blocks; resolved when those taken are done and the state is at rest. */
  async close(): Promise<void> {
    await this.#queue.close()
    await this.#parts.keeper.settle()
  }
}
