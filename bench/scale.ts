// What a transfer costs by the number of accounts there are. Without signatures, whose cost does not depend on it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accountIdFromBytes, blake2b256, encode, u32 } from '@echochain/codec'
import { NOTHING_VERIFIED } from '@echochain/consensus'
import type { Keypair } from '@echochain/crypto'
import type { BenchRow } from './BenchRow.ts'
import { believing } from './believing.ts'
import { importBlocks } from './importBlocks.ts'
import { median } from './median.ts'
import { makeChainOf } from './transferChain.ts'

const SIZES = [10_000, 100_000, 1_000_000]
/** A tenth of the least number of accounts: with more, transfers would share the accounts they change. */
const TRANSFERS_PER_BLOCK = 1_000
const WARM_BLOCKS = 30
const TIMED_BLOCKS = 100

/** Signs without a key: only for a verifier that believes everything. */
function unsigned(number: number): Keypair {
  const publicKey = blake2b256(encode(u32, number))
  const signature = { type: 'Ed25519', value: new Uint8Array(64) } as const
  return { scheme: 'ed25519', publicKey, account: accountIdFromBytes(publicKey), sign: () => signature }
}

/** Medians of `runs` runs for each number of accounts. */
export async function benchScale({ runs }: { runs: number }): Promise<BenchRow[]> {
  const costs: Cost[] = []
  for (const size of SIZES) costs.push(await costOfTransfer(size, runs))
  const ratio = (of: (cost: Cost) => number): number => of(costs.at(-1)!) / of(costs[0])
  return [
    ...SIZES.map((size, i) => ({
      what: `a transfer among ${size.toLocaleString('en')} accounts, without its signature`,
      value: costs[i].all,
      unit: 'µs',
      note: `blocks of ${TRANSFERS_PER_BLOCK}, processor time of all threads; main thread ${costs[i].main.toFixed(0)} µs`,
    })),
    { what: 'the last against the first, all threads', value: ratio(({ all }) => all), unit: '×' },
    { what: 'the last against the first, main thread', value: ratio(({ main }) => main), unit: '×' },
  ]
}

/** Microseconds of processor time. */
interface Cost {
  readonly all: number
  readonly main: number
}

/** Medians. */
async function costOfTransfer(accounts: number, runs: number): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'echochain-bench-scale-'))
  try {
    const people = Array.from({ length: accounts }, (_, i) => unsigned(i))
    const chain = await makeChainOf(people, join(folder, 'source'), WARM_BLOCKS + TIMED_BLOCKS, TRANSFERS_PER_BLOCK)
    const options = { layers: 0, verified: NOTHING_VERIFIED, verifier: believing, warmBlocks: WARM_BLOCKS }
    const all: number[] = []
    const main: number[] = []
    for (let run = 0; run < runs; run++) {
      const { processorMs, mainMs } = await importBlocks(chain, options, join(folder, 'run'))
      all.push((1000 * processorMs) / (TIMED_BLOCKS * TRANSFERS_PER_BLOCK))
      main.push((1000 * mainMs) / (TIMED_BLOCKS * TRANSFERS_PER_BLOCK))
    }
    return { all: median(all), main: median(main) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
