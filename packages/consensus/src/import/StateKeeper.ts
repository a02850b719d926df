import type { Hash } from '@echochain/codec'
import { readClaims } from '@echochain/runtime'
import type { ChainState } from '@echochain/state'
import { executeBlock } from './executeBlock.ts'
import { NOTHING_VERIFIED } from './VerifiedExtrinsics.ts'
import type { BlockStore } from '../chain/BlockStore.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import { ChainError } from '../chain/ChainError.ts'
import type { RuntimeSource } from '../chain/RuntimeSource.ts'

/** Most blocks whose states are kept in memory on top of the base, and most bytes; beyond, the base moves (notes). */
const MAX_LAYERS = 64
const MAX_LAYER_BYTES = 256 * 1024 * 1024
/** How far the base may fall behind before blocks wait for it. */
const WAIT_FACTOR = 2

interface KeeperParts {
  readonly state: ChainState
  readonly blocks: BlockStore
  readonly runtimes: RuntimeSource
}

/**
 * Keeps states at hand: moves the base forward with finality or under pressure, back when a fork below it is chosen,
 * and executes stored blocks again whose states were dropped or never reached the disk.
 */
export class StateKeeper {
  readonly #state: ChainState
  readonly #blocks: BlockStore
  readonly #runtimes: RuntimeSource
  #moving: Promise<void> | undefined
  #failure: unknown

  constructor({ state, blocks, runtimes }: KeeperParts) {
    this.#state = state
    this.#blocks = blocks
    this.#runtimes = runtimes
  }

  /** Sees to it that blocks can be executed on top of `node`. */
  async ensure(node: BlockNode): Promise<void> {
    const missing: BlockNode[] = []
    let at: BlockNode | undefined = node
    for (; at && !this.#state.hasLayer(at); at = at.parent) missing.push(at)
    if (!at) at = await this.#moveBack(node, missing)
    for (const block of missing.reverse()) await this.#executeAgain(block)
  }

  /** The base is on another branch: takes it back to where the two part, and forgets what is missing below that. */
  async #moveBack(node: BlockNode, missing: BlockNode[]): Promise<BlockNode> {
    await this.#moving
    const branch = new Map(missing.map((block) => [block.hash, block]))
    let hash: Hash = this.#state.base.hash
    while (!branch.has(hash)) {
      const header = this.#blocks.header(hash)
      if (!header || header.number === 0)
        throw new ChainError('DAMAGED', `Block ${node.hash} does not descend from any state that is kept`)
      hash = header.parentHash
    }
    const ancestor = branch.get(hash)!
    await this.#state.moveBase(ancestor)
    missing.splice(missing.indexOf(ancestor))
    return ancestor
  }

  async #executeAgain(node: BlockNode): Promise<void> {
    const block = this.#blocks.block(node.hash)
    if (!block || !node.parent) throw new ChainError('DAMAGED', `The body of block ${node.hash} is missing`)
    const parentState = this.#state.view(node.parent)
    const executed = await executeBlock({
      block,
      claims: readClaims(node.header.digest.logs),
      runtime: this.#runtimes.inForceAt(parentState),
      parentState,
      inherited: undefined,
      verified: NOTHING_VERIFIED,
      verifier: undefined,
    })
    const prepared = this.#state.prepare(node.parent, executed.changes)
    if (prepared.root !== node.header.stateRoot)
      throw new ChainError('DAMAGED', `Executing block ${node.number} again gave another state than it had`)
    this.#state.add(prepared, node)
    await this.relieve(node)
  }

  /** Moves the base up to the finalized block, in the background. */
  follow(finalized: BlockNode): void {
    if (finalized.number > this.#state.base.number) this.#startMoving(finalized)
  }

  /**
   * Moves the base up the chain of `best` although it is not final, when the layers above it take too much; waits only
   * if they take twice as much as they may. Throws when moving has failed, for example on a full disk.
   */
  async relieve(best: BlockNode): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure
    const pressure = this.#pressure()
    if (pressure <= 1) return
    let target = best
    const steps = Math.floor((best.number - this.#state.base.number) / 2)
    for (let i = 0; i < steps && target.parent; i++) target = target.parent
    this.#startMoving(target)
    if (pressure > WAIT_FACTOR) await this.#moving
    if (this.#failure !== undefined) throw this.#failure
  }

  #pressure(): number {
    const { layers, layerBytes } = this.#state.stats()
    return Math.max(layers / MAX_LAYERS, layerBytes / MAX_LAYER_BYTES)
  }

  #startMoving(target: BlockNode): void {
    this.#moving ??= this.#state
      .moveBase(target)
      .catch((error: unknown) => {
        this.#failure = error
      })
      .finally(() => (this.#moving = undefined))
  }

  /** Resolved when nothing is being moved. */
  async settle(): Promise<void> {
    await this.#moving
  }
}
