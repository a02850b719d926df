import type { Hash } from '@echochain/codec'
import { type Header, headerHash } from '@echochain/frame'
import {
  buildGenesisState,
  type Genesis,
  genesisHashOf,
  genesisHeader,
  readSlotClaim,
  type Slot,
} from '@echochain/runtime'
import { ChainState, type ChainStateOptions, type KvStore, StateError, type StateStore } from '@echochain/state'
import type { FinalitySource } from './finality/FinalitySource.ts'
import type { ForkChoice } from './forkChoice/ForkChoice.ts'
import { BlockStore } from './chain/BlockStore.ts'
import { type BlockNode, BlockTree, type NewBlock } from './chain/BlockTree.ts'
import { Chain } from './chain/Chain.ts'
import { ChainError } from './chain/ChainError.ts'
import type { RuntimeSource } from './chain/RuntimeSource.ts'
import { StateKeeper } from './import/StateKeeper.ts'

export interface ChainOptions {
  readonly stateStore: StateStore
  readonly blockStore: KvStore
  /** How the chain begins, if the stores are empty; otherwise the chain in them goes on. */
  readonly genesis: Genesis
  readonly runtimes: RuntimeSource
  readonly forkChoice: ForkChoice
  readonly finality: FinalitySource
  readonly stateOptions?: ChainStateOptions
  /** The genesis block the stores must have begun with, if they are not empty. */
  readonly genesisHash?: Hash
  /** Told of a listener of the chain that throws; by default that ends the process. */
  readonly onListenerError?: (error: unknown) => void
}

export interface OpenChain {
  readonly chain: Chain
  readonly blocks: BlockStore
  readonly keeper: StateKeeper
}

/** The slot of a block; genesis has slot 0. */
export const slotOf = ({ number, digest }: Header): Slot => (number === 0 ? 0n : readSlotClaim(digest.logs).slot)

/**
 * Opens the chain in two stores, or begins it. Blocks whose state did not reach the disk are executed again.
 * @throws StateError `WRONG_FORMAT` when another version wrote one of them.
 * @throws ChainError `DAMAGED` when the stores do not fit each other, `WRONG_GENESIS` when they hold another chain,
 * `UNKNOWN_RUNTIME` when blocks are to be executed again whose runtime is not here.
 */
export async function openChain(options: ChainOptions): Promise<OpenChain> {
  const blocks = new BlockStore(options.blockStore)
  blocks.validateFormat()
  expectGenesis(blocks.canonicalHash(0), options.genesisHash)
  const state = await openState(options, blocks)
  const { tree, finalized, best } = loadTree(state, blocks, options.forkChoice)
  const genesisHash = blocks.canonicalHash(0)
  if (genesisHash === undefined || blocks.canonicalHash(finalized.number) !== finalized.hash)
    throw new ChainError('DAMAGED', 'The list of final blocks is incomplete. Run "db check".')
  const keeper = new StateKeeper({ state, blocks, runtimes: options.runtimes })
  await keeper.ensure(best)
  if (finalized !== tree.root) tree.finalize(finalized)
  const chain = new Chain({ ...options, genesisHash, tree, blocks, state }, best)
  return { chain, blocks, keeper }
}

function expectGenesis(stored: Hash | undefined, expected: Hash | undefined): void {
  if (stored === undefined || expected === undefined || stored === expected) return
  throw new ChainError(
    'WRONG_GENESIS',
    `The database holds the chain of genesis ${stored}, not ${expected}. Use another data folder for another chain.`,
  )
}

/** Genesis goes to the block store last: an interrupted first start begins anew. */
async function openState({ stateStore, genesis, stateOptions }: ChainOptions, blocks: BlockStore): Promise<ChainState> {
  const begun = blocks.finalized() !== undefined
  try {
    const state = await ChainState.open(stateStore, stateOptions)
    if (begun || state.base.number > 0) return state
    await blocks.putGenesis(state.base.hash, { header: genesisHeader(state.base.root), extrinsics: [] })
    return state
  } catch (error) {
    if (!(error instanceof StateError && error.code === 'NO_STATE')) throw error
    if (begun)
      throw new ChainError(
        'DAMAGED',
        'There are blocks, but the state database is empty. Put both back from one copy.',
        { cause: error },
      )
    const state = await ChainState.create(
      stateStore,
      { entries: buildGenesisState(genesis), hashOf: genesisHashOf },
      stateOptions,
    )
    await blocks.putGenesis(state.base.hash, { header: genesisHeader(state.base.root), extrinsics: [] })
    return state
  }
}

/**
 * The tree of stored blocks, from the lower of finalized block and base up: after a crash the base may lag behind
 * finality, and under pressure it runs ahead.
 */
function loadTree(state: ChainState, blocks: BlockStore, forkChoice: ForkChoice) {
  const finalizedRef = blocks.finalized()
  if (!finalizedRef) throw new ChainError('DAMAGED', 'There is a state, but no block. Put both back from one copy.')
  const rootRef = state.base.number < finalizedRef.number ? state.base : finalizedRef
  const tree = new BlockTree(loadBlock(blocks, rootRef.hash), (hash) => loadHeader(blocks, hash))
  for (const { hash } of blocks.blocksFrom(rootRef.number + 1)) {
    const block = loadBlock(blocks, hash)
    if (tree.get(block.header.parentHash)) tree.add(block) // otherwise on a branch that has lost
  }
  const finalized = tree.get(finalizedRef.hash)
  if (!finalized || !tree.get(state.base.hash))
    throw new ChainError(
      'DAMAGED',
      `The state is that of block ${state.base.number} (${state.base.hash}), which is not on the stored chain: the ` +
        'folders "state" and "blocks" are of different chains or times. Put both back from one copy.',
    )
  return { tree, finalized, best: chooseBest(tree, finalized, forkChoice) }
}

/** Among the finalized block and what builds on it: branches that have lost may still be on disk, and longer. */
function chooseBest(tree: BlockTree, finalized: BlockNode, forkChoice: ForkChoice): BlockNode {
  const alive = new Set([finalized])
  let best = finalized
  for (const node of tree.nodes()) {
    if (!node.parent || !alive.has(node.parent)) continue
    alive.add(node)
    best = forkChoice.choose(tree, best, node)
  }
  return best
}

function loadBlock(blocks: BlockStore, hash: Hash): NewBlock {
  const header = loadHeader(blocks, hash)
  return { hash, number: header.number, slot: slotOf(header), header }
}

function loadHeader(blocks: BlockStore, hash: Hash): Header {
  const header = blocks.header(hash)
  if (!header) throw new ChainError('DAMAGED', `Block ${hash} is missing from the block database. Run "db check".`)
  if (headerHash(header) !== hash)
    throw new ChainError('DAMAGED', `Block ${header.number} is not what was stored: its hash differs. Run "db check".`)
  return header
}
