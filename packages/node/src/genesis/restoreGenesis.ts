import type { Hash } from '@echochain/codec'
import { ChainError } from '@echochain/consensus'
import {
  buildGenesisState,
  createRuntime,
  devGenesis,
  type Genesis,
  genesisHashOf,
  type Preset,
} from '@echochain/runtime'
import { ChainState, MemoryStore } from '@echochain/state'

/** What a development network's genesis is known by: all else follows from its preset. */
export interface GenesisMark {
  readonly genesisTimeMs: bigint
  readonly genesisHash: Hash
}

/**
 * The genesis that a node, or a file, called `source` tells of; its hash proves that nothing but the time differs.
 * @throws ChainError `WRONG_GENESIS` when it is that of another network or version.
 */
export async function restoreGenesis(
  source: string,
  preset: Preset,
  { genesisTimeMs, genesisHash }: GenesisMark,
): Promise<Genesis> {
  const genesis = devGenesis(genesisTimeMs, preset)
  const ours = await computeGenesisHash(genesis)
  if (ours === genesisHash) return genesis
  throw new ChainError(
    'WRONG_GENESIS',
    `${source} is not of the network "${preset.name}", or of another version of EchoChain: ` +
      `its chain begins with ${genesisHash}, and would begin with ${ours} here`,
  )
}

async function computeGenesisHash(genesis: Genesis): Promise<Hash> {
  createRuntime(genesis.preset) // storage items have no keys before they belong to a runtime
  const entries = buildGenesisState(genesis)
  const state = await ChainState.create(new MemoryStore(), { entries, hashOf: genesisHashOf })
  const { hash } = state.base
  await state.close()
  return hash
}
