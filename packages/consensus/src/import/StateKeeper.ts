import type { Hash } from '@echochain/codec'
import { readClaims } from '@echochain/runtime'
import type { BlockRef, ChainState } from '@echochain/state'
import type { BlockStore } from '../chain/BlockStore.ts'
import type { BlockNode } from '../chain/BlockTree.ts'
import { ChainError } from '../chain/ChainError.ts'
import type { RuntimeSource } from '../chain/RuntimeSource.ts'
import { executeBlock } from './executeBlock.ts'
import { ImportError } from './ImportError.ts'
import { NOTHING_VERIFIED } from './VerifiedExtrinsics.ts'

interface KeeperParts {
  readonly state: ChainState
  readonly blocks: BlockStore
  readonly runtimes: RuntimeSource
}

/**
 * Keeps states at hand: moves the base forward with finality or under pressure, back when a fork below it is chosen,
 * and executes stored blocks again whose states were dropped or never reached the disk. Its calls must not overlap.
 */
export class StateKeeper {
  readonly #state: ChainState
  readonly #blocks: BlockStore
  readonly #runtimes: RuntimeSource
  #move: { readonly target: BlockRef; readonly done: Promise<void> } | undefined
  /** Why the last move failed, if it did. */
  #failure: unknown

  constructor({ state, blocks, runtimes }: KeeperParts) {
    this.#state = state
    this.#blocks = blocks
    this.#runtimes = runtimes
  }

  /** Whether blocks can be executed on top of `node` as things are. */
  holds(node: BlockNode): boolean {
    return node.number >= this.#state.base.number && this.#state.has(node)
  }

  /**
   * Sees to it that blocks can be executed on top of `node`. Rejects, before anything is added, when the layers up to it
   * are well over their bounds and the base cannot be moved, for example on a full disk.
   */
  async ensure(node: BlockNode): Promise<void> {
    // Layers beside the block that the base is moving to are about to go.
    if (this.#move && !descendsFrom(node, this.#move.target)) await this.#move.done
    const missing: BlockNode[] = []
    let at: BlockNode | undefined = node
    for (; at && !this.holds(at); at = at.parent) missing.push(at)
    if (!at) await this.#moveBack(node, missing)
    for (const block of missing.reverse()) await this.#executeAgain(block)
    await this.#awaitRelief(node)
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
    if (!block || !node.parent)
      throw new ChainError('DAMAGED', `The body of block ${node.hash} is missing. Run "db check".`)
    await this.#awaitRelief(node.parent)
    const parentState = this.#state.view(node.parent)
    const executed = await executeBlock({
      block,
      claims: readClaims(node.header.digest.logs),
      runtime: this.#runtimes.inForceAt(parentState),
      parentState,
      inherited: undefined,
      verified: NOTHING_VERIFIED,
      verifier: undefined,
    }).catch((error: unknown) => {
      // It was right when it was stored.
      if (!(error instanceof ImportError)) throw error
      throw new ChainError(
        'DAMAGED',
        `Block ${node.number} is not what was stored: ${error.message}. Run "db check".`,
        {
          cause: error,
        },
      )
    })
    const prepared = this.#state.prepare(node.parent, executed.changes)
    if (prepared.root !== node.header.stateRoot)
      throw new ChainError(
        'DAMAGED',
        `Executing block ${node.number} again gave another state than it had. Run "db check".`,
      )
    this.#state.add(prepared, node)
  }

  /** Moves the base up to the finalized block, in the background. */
  follow(finalized: BlockNode): void {
    if (finalized.number > this.#state.base.number) this.#startMoving(finalized)
  }

  /**
   * Moves the base up the chain of `best`, in the background, although it is not final, when the layers above it take
   * too much. If that fails, the next {@link ensure} tries again and tells.
   */
  relieve(best: BlockRef): void {
    const target = this.#state.pressedBase(best)
    if (target) this.#startMoving(target)
  }

  /** Blocks go on while the base moves, unless the layers up to `head` are well over their bounds: then it waits. */
  async #awaitRelief(head: BlockRef): Promise<void> {
    while (this.#state.isOverfull(head)) {
      this.relieve(head)
      await this.#move?.done
      if (this.#failure !== undefined) throw this.#failure
    }
  }

  #startMoving(target: BlockRef): void {
    if (this.#move) return
    this.#failure = undefined
    const done = this.#state
      .moveBase(target, { finalizedNumber: this.#blocks.finalized()!.number })
      .catch((error: unknown) => {
        this.#failure = error
      })
      .finally(() => (this.#move = undefined))
    this.#move = { target, done }
  }

  /** Resolved when nothing is being moved. */
  async settle(): Promise<void> {
    await this.#move?.done
  }
}

function descendsFrom(node: BlockNode, ancestor: BlockRef): boolean {
  let at = node
  while (at.number > ancestor.number && at.parent) at = at.parent
  // The finalized block has no parent in the tree. What the base moves to below it is on the way to it.
  return at.number > ancestor.number || at.hash === ancestor.hash
}
