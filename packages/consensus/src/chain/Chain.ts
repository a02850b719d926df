import type { AccountId, Hash } from '@echochain/codec'
import { type Block, Context, type DecodedEntries, type Header, Overlay, type Runtime } from '@echochain/frame'
import { type ConsensusParameters, consensusStorage } from '@echochain/runtime'
import type { BlockRef, ChainState, StateView } from '@echochain/state'
import type { FinalitySource } from '../finality/FinalitySource.ts'
import type { ForkChoice } from '../forkChoice/ForkChoice.ts'
import { Signal } from '../Signal.ts'
import type { BlockStore } from './BlockStore.ts'
import type { BlockNode, BlockTree, NewBlock, TreeRoute } from './BlockTree.ts'
import { ChainError } from './ChainError.ts'
import { readStorage } from './readStorage.ts'
import type { RuntimeSource } from './RuntimeSource.ts'

export interface ChainParts {
  readonly genesisHash: Hash
  readonly tree: BlockTree
  readonly blocks: BlockStore
  readonly state: ChainState
  readonly runtimes: RuntimeSource
  readonly forkChoice: ForkChoice
  readonly finality: FinalitySource
  /** Told of a listener of the chain that throws; by default that ends the process. */
  readonly onListenerError?: (error: unknown) => void
}

/** The best block has changed, along this way. `retracted` is empty unless the chain was reorganised. */
export interface BestChange {
  readonly best: BlockNode
  readonly route: TreeRoute
}

export interface FinalityChange {
  /** Oldest first; the last one is the finalized block now. */
  readonly finalized: readonly BlockNode[]
  /** Blocks on branches that have lost, parents first. */
  readonly pruned: readonly BlockNode[]
}

const NOBODY = '\0'.repeat(32) as AccountId

/**
 * The chain as it is known: blocks, their states, which one is best and which is final. Blocks come in through the
 * importer alone; everybody else reads and listens.
 */
export class Chain {
  readonly genesisHash: Hash
  readonly parameters: ConsensusParameters
  readonly state: ChainState
  readonly runtimes: RuntimeSource
  /** A block was imported, on whatever branch. Comes before {@link onBest}. */
  readonly onImported: Signal<BlockNode>
  readonly onBest: Signal<BestChange>
  readonly onFinalized: Signal<FinalityChange>
  readonly #tree: BlockTree
  readonly #blocks: BlockStore
  readonly #forkChoice: ForkChoice
  readonly #finality: FinalitySource
  #best: BlockNode
  /** Decoded values of the block executed last: the next one most often is its child. */
  #decoded: { readonly hash: Hash; readonly entries: DecodedEntries } | undefined

  constructor(parts: ChainParts, best: BlockNode) {
    this.genesisHash = parts.genesisHash
    this.onImported = new Signal(parts.onListenerError)
    this.onBest = new Signal(parts.onListenerError)
    this.onFinalized = new Signal(parts.onListenerError)
    this.state = parts.state
    this.runtimes = parts.runtimes
    this.#tree = parts.tree
    this.#blocks = parts.blocks
    this.#forkChoice = parts.forkChoice
    this.#finality = parts.finality
    this.#best = best
    this.parameters = readStorage(parts.state.view(parts.state.base), consensusStorage.parameters)
  }

  get best(): BlockNode {
    return this.#best
  }

  get finalized(): BlockNode {
    return this.#tree.root
  }

  /** A block that is not yet final, or the finalized one. */
  node(hash: Hash): BlockNode | undefined {
    return this.#tree.get(hash)
  }

  /** The finalized block and all known on top of it, parents first. */
  nodes(): Iterable<BlockNode> {
    return this.#tree.nodes()
  }

  route(from: BlockNode, to: BlockNode): TreeRoute {
    return this.#tree.route(from, to)
  }

  header(hash: Hash): Header | undefined {
    return this.#tree.get(hash)?.header ?? this.#blocks.header(hash)
  }

  block(hash: Hash): Block | undefined {
    return this.#blocks.block(hash)
  }

  /** The hash of a block of the best chain by its number. */
  hashAt(number: number): Hash | undefined {
    if (number <= this.finalized.number) return this.#blocks.canonicalHash(number)
    let at: BlockNode | undefined = this.#best
    while (at && at.number > number) at = at.parent
    return at?.number === number ? at.hash : undefined
  }

  /** Every known block of a number, on whatever branch. */
  hashesAt(number: number): Hash[] {
    return this.#blocks.blocksAt(number).map(({ hash }) => hash)
  }

  /** @throws ChainError `UNKNOWN_BLOCK` */
  ref(hash: Hash): BlockRef {
    const node = this.#tree.get(hash)
    if (node) return node
    const header = this.#blocks.header(hash)
    if (!header) throw new ChainError('UNKNOWN_BLOCK', `Block ${hash} is not known here`)
    return { hash, number: header.number }
  }

  /** The state after a block. Throws `ChainError` `UNKNOWN_BLOCK`, or `StateError` where it is not kept any more. */
  stateAt(hash: Hash): StateView {
    return this.state.view(this.ref(hash))
  }

  /** The runtime that executes the blocks after this one. */
  runtimeAt(hash: Hash): Runtime {
    return this.runtimes.inForceAt(this.stateAt(hash))
  }

  /** The world as the next block after `hash` would find it; what is changed in it is dropped. */
  nextContext(hash: Hash): Context {
    const { number } = this.ref(hash)
    const slot = (this.#tree.get(hash)?.slot ?? readStorage(this.stateAt(hash), consensusStorage.slot)) + 1n
    const environment = { number: number + 1, parentHash: hash, slot, author: NOBODY, digest: [] }
    return new Context(environment, new Overlay(this.stateAt(hash), this.decodedAt(hash)))
  }

  /** Values that executing a block left decoded, if that was the block executed last. */
  decodedAt(hash: Hash): DecodedEntries | undefined {
    return this.#decoded?.hash === hash ? this.#decoded.entries : undefined
  }

  /**
   * Takes in a block whose body is on disk and whose state is in place: fork choice, head, finality, listeners, in this
   * order. Only the importer calls this.
   */
  adopt(block: NewBlock, entries: DecodedEntries): BlockNode {
    const node = this.#tree.add(block)
    this.#decoded = { hash: node.hash, entries }
    this.onImported.emit(node)
    const chosen = this.#forkChoice.choose(this.#tree, this.#best, node)
    if (chosen === this.#best) return node
    const route = this.#tree.route(this.#best, chosen)
    this.#best = chosen
    this.onBest.emit({ best: chosen, route })
    return node
  }

  /** Notes on disk, then tells, what has become final with the best block. Only the importer calls this. */
  async advanceFinality(): Promise<FinalityChange | undefined> {
    const target = this.#finality.finalizedBy(this.#tree, this.#best)
    if (target === this.#tree.root) return undefined
    const { enacted } = this.#tree.route(this.#tree.root, target)
    await this.#blocks.finalize(enacted)
    const change = this.#tree.finalize(target)
    this.onFinalized.emit(change)
    return change
  }
}
