import type { Hash } from '@echochain/codec'
import { readClaims } from '@echochain/runtime'
import type { BlockRef, ChainState } from '@echochain/state'
import { executeBlock } from './executeBlock.ts'
import { NOTHING_VERIFIED } from './VerifiedExtrinsics.ts'
import type { BlockStore } from '../chain/BlockStore.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import { ChainError } from '../chain/ChainError.ts'
import type { RuntimeSource } from '../chain/RuntimeSource.ts'

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
  #move: { readonly target: BlockRef; readonly done: Promise<void> } | undefined
  #failure: unknown

  constructor({ state, blocks, runtimes }: KeeperParts) {
    this.#state = state
    this.#blocks = blocks
    this.#runtimes = runtimes
  }

  /** Sees to it that blocks can be executed on top of `node`. */
  async ensure(node: BlockNode): Promise<void> {
    // Layers beside the block that the base is moving to are about to go.
    if (this.#move && !descendsFrom(node, this.#move.target)) await this.#move.done
    const missing: BlockNode[] = []
    let at: BlockNode | undefined = node
    for (; at && !this.#canBuildOn(at); at = at.parent) missing.push(at)
    if (!at) await this.#moveBack(node, missing)
    for (const block of missing.reverse()) await this.#executeAgain(block)
  }

  #canBuildOn(node: BlockNode): boolean {
    return node.number >= this.#state.base.number && this.#state.has(node)
  }

  /** The base is on another branch: takes it back to where the two part. Of `missing` only what lies above remains. */
  async #moveBack(node: BlockNode, missing: BlockNode[]): Promise<void> {
    await this.#move?.done
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
    await this.relieve(node, this.#blocks.finalized()!.number)
  }

  /** Moves the base up to the finalized block, in the background. */
  follow(finalized: BlockNode): void {
    if (finalized.number > this.#state.base.number) this.#startMoving(finalized, finalized.number)
  }

  /**
   * Moves the base up the chain of `best` although it is not final, when the layers above it take too much; waits if it
   * is still moving for the time before. Throws when moving has failed, for example on a full disk.
   */
  async relieve(best: BlockRef, finalizedNumber: number): Promise<void> {
    this.#throwFailure()
    if (!this.#state.pressedBase(best)) return
    await this.#move?.done
    this.#throwFailure()
    const target = this.#state.pressedBase(best)
    if (target) this.#startMoving(target, finalizedNumber)
  }

  #startMoving(target: BlockRef, finalizedNumber: number): void {
    if (this.#move) return
    const done = this.#state
      .moveBase(target, { finalizedNumber })
      .catch((error: unknown) => {
        this.#failure = error
      })
      .finally(() => (this.#move = undefined))
    this.#move = { target, done }
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Resolved when nothing is being moved. */
  async settle(): Promise<void> {
    await this.#move?.done
  }
}

function descendsFrom(node: BlockNode, ancestor: BlockRef): boolean {
  let at: BlockNode | undefined = node
  while (at && at.number > ancestor.number) at = at.parent
  return at?.hash === ancestor.hash
}
