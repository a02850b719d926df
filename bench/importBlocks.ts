import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import {
  BlockImporter,
  FakeClock,
  type FinalitySource,
  longestChain,
  openChain,
  RuntimeSource,
  type VerifiedExtrinsics,
} from '@echochain/consensus'
import type { SignatureVerifier } from '@echochain/crypto'
import { createRuntime, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import { decodeBlock } from './decodeBlock.ts'
import { GENESIS_MS, type TransferChain } from './transferChain.ts'

interface ImportOptions {
  /** Blocks that stay above the base. */
  readonly layers: number
  readonly verified: VerifiedExtrinsics
  /** Is closed at the end. */
  readonly verifier: SignatureVerifier
  /** Blocks before the clock runs: they fill caches, and layers where those are wanted. */
  readonly warmBlocks: number
}

/** What the blocks behind the first `warmBlocks` took, until the last one was flattened and synced to disk. */
export interface ImportTime {
  readonly seconds: number
  /** Processor time of all threads. */
  readonly processorMs: number
  /** Of it that of the main thread, which does everything but verifying and writing. */
  readonly mainMs: number
}

/** Imports the blocks of a chain, from their bytes, on a copy of its genesis in `folder`. */
export async function importBlocks(
  source: TransferChain,
  { layers, verified, verifier, warmBlocks }: ImportOptions,
  folder: string,
): Promise<ImportTime> {
  cpSync(source.genesisFolder, folder, { recursive: true })
  const stateStore = await LmdbStore.open(join(folder, 'state'))
  const blockStore = await LmdbStore.open(join(folder, 'blocks'))
  try {
    const { chain, blocks, keeper } = await openChain({
      stateStore,
      blockStore,
      genesis: source.genesis,
      runtimes: new RuntimeSource([createRuntime(PRESETS.bench)]),
      forkChoice: longestChain,
      finality: finalBehind(layers),
    })
    const clock = new FakeClock(GENESIS_MS + 2 ** 30)
    const importer = new BlockImporter({ chain, blocks, keeper, clock, verifier, verified })
    const importAll = async (bytesOfBlocks: readonly Uint8Array[]): Promise<void> => {
      for (const bytes of bytesOfBlocks) await importer.import(decodeBlock(bytes))
      await keeper.settle()
      if (chain.state.base.number < chain.finalized.number) await chain.state.moveBase(chain.finalized)
    }
    await importAll(source.blocks.slice(0, warmBlocks))
    const from = chain.state.base.number
    const start = performance.now()
    const startOfProcessor = process.cpuUsage()
    const startOfMain = process.threadCpuUsage()
    await importAll(source.blocks.slice(warmBlocks))
    const all = process.cpuUsage(startOfProcessor)
    const main = process.threadCpuUsage(startOfMain)
    const seconds = (performance.now() - start) / 1000
    // With many layers the base runs some blocks ahead of what is final under pressure, before and after.
    const imported = source.blocks.length - warmBlocks
    if (chain.state.base.number - from < (layers === 0 ? imported : 0.9 * imported))
      throw new Error('Not as many blocks were flattened as imported')
    return { seconds, processorMs: (all.user + all.system) / 1000, mainMs: (main.user + main.system) / 1000 }
  } finally {
    await verifier.close()
    await stateStore.close()
    await blockStore.close()
    rmSync(folder, { recursive: true })
  }
}

/** Finalizes what lies `depth` blocks below the best one. */
const finalBehind = (depth: number): FinalitySource => ({
  finalizedBy: (_tree, best) => {
    let at = best
    for (let i = 0; i < depth && at.parent; i++) at = at.parent
    return at
  },
})
