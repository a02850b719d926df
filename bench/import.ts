// How fast blocks of transfers are imported: from their bytes until the last one is flattened and synced to disk.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NOTHING_VERIFIED, type VerifiedExtrinsics } from '@echochain/consensus'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import type { BenchRow } from './BenchRow.ts'
import { importBlocks } from './importBlocks.ts'
import { benchImportPool } from './importPool.ts'
import { benchImportSteps } from './importSteps.ts'
import { median } from './median.ts'
import { ACCOUNTS, makeTransferChain, TRANSFERS_PER_BLOCK } from './transferChain.ts'

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
    const importOnce = ({ layers, verified }: Scenario) => {
      const verifier = new WorkerSignatureVerifier()
      return importBlocks(chain, { layers, verified, verifier, warmBlocks: WARM_BLOCKS }, join(folder, 'run'))
    }
    const rows: BenchRow[] = []
    for (const scenario of scenarios) {
      const rates: number[] = []
      for (let run = 0; run < runs; run++)
        rates.push((TIMED_BLOCKS * TRANSFERS_PER_BLOCK) / (await importOnce(scenario)).seconds)
      const limit = scenario.verified === NOTHING_VERIFIED ? steps.signaturesPerSecond : undefined
      const note = `${TIMED_BLOCKS} blocks of ${TRANSFERS_PER_BLOCK}, ${ACCOUNTS} accounts, synced`
      rows.push({ what: scenario.what, value: median(rates), unit: 'tx/s', limit, note })
    }
    return [...rows, ...steps.rows, ...(await benchImportPool(chain, folder, runs))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
