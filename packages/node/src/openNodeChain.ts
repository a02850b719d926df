import { join } from 'node:path'
import {
  BlockStore,
  type Clock,
  type Logger,
  longestChain,
  openChain,
  type OpenChain,
  RuntimeSource,
  twoEpochsBack,
} from '@echochain/consensus'
import type { Hash } from '@echochain/codec'
import type { Runtime } from '@echochain/frame'
import { createRuntime, type Genesis, type Preset, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import type { NodeSettings } from './config/nodeSettings.ts'
import { chainFolder } from './dataFolders.ts'

export interface NodeChainParts {
  readonly clock: Clock
  readonly logger: Logger
  /** How a chain begins in a folder without one; of one that has begun, it is not looked at. */
  readonly genesis: (preset: Preset, isNew: boolean) => Genesis | Promise<Genesis>
  /** The genesis block that a chain which has begun must have. */
  readonly genesisHash?: Hash
  /** Runtimes besides this release's own. */
  readonly futureRuntimes?: readonly Runtime[]
  readonly onListenerError?: (error: unknown) => void
}

/**
 * Opens the two databases of the data folder, and the chain in them; all are closed with `resources`.
 * @throws StateError `LOCKED`, `WRONG_FORMAT`, ChainError `WRONG_GENESIS`, `DAMAGED`
 */
export async function openNodeChain(
  resources: AsyncDisposableStack,
  settings: Pick<NodeSettings, 'dataDir' | 'chain' | 'archive'>,
  parts: NodeChainParts,
): Promise<OpenChain> {
  const preset: Preset = PRESETS[settings.chain]
  const folder = chainFolder(settings)
  const stateStore = await LmdbStore.open(join(folder, 'state'))
  resources.defer(() => stateStore.close())
  const blockStore = await LmdbStore.open(join(folder, 'blocks'))
  resources.defer(() => blockStore.close())
  const isNew = new BlockStore(blockStore).finalized() === undefined
  const opened = await openChain({
    stateStore,
    blockStore,
    genesis: await parts.genesis(preset, isNew),
    genesisHash: parts.genesisHash,
    runtimes: new RuntimeSource([createRuntime(preset), ...(parts.futureRuntimes ?? [])]),
    forkChoice: longestChain,
    finality: twoEpochsBack(preset.slotsPerEpoch),
    stateOptions: settings.archive ? { historyBlocks: Infinity } : {},
    onListenerError: parts.onListenerError,
  })
  const { chain } = opened
  resources.defer(() => chain.state.close())
  parts.logger.info(`Chain open at block ${chain.best.number}, finalized ${chain.finalized.number}`, {
    genesis: chain.genesisHash,
  })
  return opened
}
