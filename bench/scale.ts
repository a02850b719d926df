// What a transfer costs by the number of accounts there are, as blocks are imported.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NOTHING_VERIFIED } from '@echochain/consensus'
import type { SignatureVerifier } from '@echochain/crypto'
import { WorkerSignatureVerifier } from '@echochain/crypto/node'
import type { BenchRow } from './BenchRow.ts'
import { believing } from './believing.ts'
import { importBlocks } from './importBlocks.ts'
import { keyOf } from './manyAccounts.ts'
import { median } from './median.ts'
import { makeChainOf, type TransferChain } from './transferChain.ts'

const SIZES = [10_000, 100_000, 1_000_000]
/** A tenth of the least number of accounts: with more, transfers would share the accounts they change. */
const TRANSFERS_PER_BLOCK = 1_000
const WARM_BLOCKS = 30
const TIMED_BLOCKS = 100

/** Microseconds of processor time a transfer, each a median. */
interface Cost {
  readonly all: number
  readonly unsigned: number
  readonly unsignedMain: number
}

/** Medians of `runs` runs for each number of accounts, which take turns: the machine is not equally fast all the time. */
export async function benchScale({ runs }: { runs: number }): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'echochain-bench-scale-'))
  try {
    const chains: TransferChain[] = []
    for (const size of SIZES) chains.push(await makeChain(size, join(folder, String(size))))
    const costs: Cost[][] = SIZES.map(() => [])
    for (let run = 0; run < runs; run++)
      for (const [at, chain] of chains.entries()) costs[at].push(await costOfTransfer(chain, join(folder, 'run')))
    return rowsOf(costs.map(mediansOf))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function makeChain(accounts: number, folder: string): Promise<TransferChain> {
  const people = Array.from({ length: accounts }, (_, i) => keyOf(i))
  return makeChainOf(people, folder, WARM_BLOCKS + TIMED_BLOCKS, TRANSFERS_PER_BLOCK)
}

async function costOfTransfer(chain: TransferChain, folder: string): Promise<Cost> {
  const time = (verifier: SignatureVerifier) =>
    importBlocks(chain, { layers: 0, verified: NOTHING_VERIFIED, verifier, warmBlocks: WARM_BLOCKS }, folder)
  const signed = await time(new WorkerSignatureVerifier())
  const unsigned = await time(believing)
  const each = (ms: number): number => (1000 * ms) / (TIMED_BLOCKS * TRANSFERS_PER_BLOCK)
  return {
    all: each(signed.processorMs),
    unsigned: each(unsigned.processorMs),
    unsignedMain: each(unsigned.mainMs),
  }
}

function mediansOf(costs: readonly Cost[]): Cost {
  const of = (figure: keyof Cost): number => median(costs.map((cost) => cost[figure]))
  return { all: of('all'), unsigned: of('unsigned'), unsignedMain: of('unsignedMain') }
}

function rowsOf(costs: readonly Cost[]): BenchRow[] {
  const ratio = (what: string, figure: keyof Cost): BenchRow => ({
    what: `the last against the first, ${what}`,
    value: costs.at(-1)![figure] / costs[0][figure],
    unit: '×',
  })
  return [
    ...SIZES.map((size, at) => ({
      what: `a transfer among ${size.toLocaleString('en')} accounts`,
      value: costs[at].all,
      unit: 'µs',
      note: `processor time of all threads, blocks of ${TRANSFERS_PER_BLOCK}; without its signature ${costs[at].unsigned.toFixed(0)} µs, of that the main thread ${costs[at].unsignedMain.toFixed(0)}`,
    })),
    ratio('signatures included', 'all'),
    ratio('without signatures', 'unsigned'),
    ratio('without signatures, main thread', 'unsignedMain'),
  ]
}
