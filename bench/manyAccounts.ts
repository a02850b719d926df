// Data folders of nodes whose state has many accounts.
import { join } from 'node:path'
import { type AccountId, accountIdFromBytes, blake2b256, encode, u32 } from '@echochain/codec'
import { longestChain, openChain, RuntimeSource, twoEpochsBack } from '@echochain/consensus'
import { createKeypair, type Keypair } from '@echochain/crypto'
import { createRuntime, devGenesis, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'

const BALANCE = 10n ** 16n

/** A key that is the same on every machine. */
export const keyOf = (number: number): Keypair => createKeypair('ed25519', blake2b256(encode(u32, number)))

/** An account without a key: most accounts of a benchmark are only paid. */
export const accountOf = (number: number): AccountId => accountIdFromBytes(blake2b256(encode(u32, 2 ** 31 + number)))

/** Begins a development chain in a node's data folder, with balances for the keys and so many other accounts. */
export async function createDataFolder(dataDir: string, keys: readonly Keypair[], others: number): Promise<void> {
  const preset = PRESETS.dev
  const stateStore = await LmdbStore.open(join(dataDir, preset.name, 'state'))
  const blockStore = await LmdbStore.open(join(dataDir, preset.name, 'blocks'))
  const dev = devGenesis(BigInt(Date.now()), preset)
  const accounts = [...keys.map(({ account }) => account), ...Array.from({ length: others }, (_, i) => accountOf(i))]
  const { chain } = await openChain({
    stateStore,
    blockStore,
    genesis: { ...dev, balances: [...dev.balances, ...accounts.map((account) => [account, BALANCE] as const)] },
    runtimes: new RuntimeSource([createRuntime(preset)]),
    forkChoice: longestChain,
    finality: twoEpochsBack(preset.slotsPerEpoch),
  })
  await chain.state.close()
  await blockStore.close()
}
