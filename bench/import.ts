// How fast blocks of transfers are imported: from their bytes until the last one is flattened and synced to disk.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BlockImporter,
  FakeClock,
  type FinalitySource,
  longestChain,
  NOTHING_VERIFIED,
  openChain,
  RuntimeSource,
  type VerifiedExtrinsics,
} from '@echochain/consensus'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import { createRuntime, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import type { BenchRow } from './BenchRow.ts'
import { benchImportPool } from './importPool.ts'
import { benchImportSteps } from './importSteps.ts'
import { median } from './median.ts'
import {
  ACCOUNTS,
  decodeBlock,
  GENESIS_MS,
  makeTransferChain,
  type TransferChain,
  TRANSFERS_PER_BLOCK,
} from './transferChain.ts'

/** Blocks before the clock runs: they fill caches, and layers where those are wanted. */
const WARM_BLOCKS = 32
const TIMED_BLOCKS = 50

interface Scenario {
  readonly what: string
  /** Blocks that stay above the base. */
  readonly layers: number
  readonly verified: VerifiedExtrinsics
}

/** Medians of `runs` runs over the same blocks, each on a fresh copy of the same database. */
export async function benchImport({ runs }: { runs: number }): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'echochain-bench-import-'))
  try {
    const chain = await makeTransferChain(join(folder, 'source'), WARM_BLOCKS + TIMED_BLOCKS)
    const steps = await benchImportSteps(chain, folder, runs)
    const { known } = chain
    const scenarios: Scenario[] = [
      { what: 'cold', layers: 0, verified: NOTHING_VERIFIED },
      { what: 'cold, 32 unfinalized layers', layers: 32, verified: NOTHING_VERIFIED },
      { what: 'signatures known from the pool', layers: 0, verified: known },
      { what: 'known, 32 unfinalized layers', layers: 32, verified: known },
    ]
    const rows: BenchRow[] = []
    for (const scenario of scenarios) {
      const rates: number[] = []
      for (let run = 0; run < runs; run++) rates.push(await importOnce(chain, scenario, join(folder, 'run')))
      const limit = scenario.verified === NOTHING_VERIFIED ? steps.signaturesPerSecond : undefined
      const note = `${TIMED_BLOCKS} blocks of ${TRANSFERS_PER_BLOCK}, ${ACCOUNTS} accounts, synced`
      rows.push({ what: scenario.what, value: median(rates), unit: 'tx/s', limit, note })
    }
    return [...rows, ...steps.rows, ...(await benchImportPool(chain, folder, runs))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Transfers a second. */
async function importOnce(source: TransferChain, { layers, verified }: Scenario, folder: string): Promise<number> {
  cpSync(source.genesisFolder, folder, { recursive: true })
  const stateStore = await LmdbStore.open(join(folder, 'state'))
  const blockStore = await LmdbStore.open(join(folder, 'blocks'))
  const verifier = new WorkerSignatureVerifier()
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
    const flattenAll = async (): Promise<void> => {
      await keeper.settle()
      if (chain.state.base.number < chain.finalized.number) await chain.state.moveBase(chain.finalized)
    }
    for (const bytes of source.blocks.slice(0, WARM_BLOCKS)) await importer.import(decodeBlock(bytes))
    await flattenAll()
    const from = chain.state.base.number
    const start = performance.now()
    for (const bytes of source.blocks.slice(WARM_BLOCKS)) await importer.import(decodeBlock(bytes))
    await flattenAll()
    const seconds = (performance.now() - start) / 1000
    if (chain.state.base.number - from !== TIMED_BLOCKS)
      throw new Error('Not as many blocks were flattened as imported')
    return (TIMED_BLOCKS * TRANSFERS_PER_BLOCK) / seconds
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
