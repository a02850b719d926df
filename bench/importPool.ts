// What the pool does with a block that includes its transactions, and what it costs to let them in.
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { BlockImporter, FakeClock, longestChain, openChain, RuntimeSource, TransactionPool } from '@echochain/consensus'
import { createRuntime, PRESETS } from '@echochain/runtime'
import { LmdbStore } from '@echochain/state/lmdb'
import type { BenchRow } from './BenchRow.ts'
import { decodeBlock } from './decodeBlock.ts'
import { believing } from './believing.ts'
import { median } from './median.ts'
import { GENESIS_MS, TRANSFERS_PER_BLOCK, type TransferChain } from './transferChain.ts'

const BLOCKS = 6
/** Transactions that come in at once, as with a batch of gossip. */
const AT_ONCE = 500

/** Medians over the blocks of `runs` chains. */
export async function benchImportPool(source: TransferChain, folder: string, runs: number): Promise<BenchRow[]> {
  const submit: number[] = []
  const follow: number[] = []
  for (let run = 0; run < runs; run++) await timePool(source, join(folder, 'pool'), submit, follow)
  return [
    { what: 'pool: let a transaction in, without its signature', value: median(submit), unit: 'µs' },
    { what: 'pool: follow a block of its transactions', value: median(follow), unit: 'ms/block' },
  ]
}

async function timePool(source: TransferChain, folder: string, submit: number[], follow: number[]): Promise<void> {
  cpSync(source.genesisFolder, folder, { recursive: true })
  const stateStore = await LmdbStore.open(join(folder, 'state'))
  const blockStore = await LmdbStore.open(join(folder, 'blocks'))
  const opened = await openChain({
    stateStore,
    blockStore,
    genesis: source.genesis,
    runtimes: new RuntimeSource([createRuntime(PRESETS.bench)]),
    forkChoice: longestChain,
    finality: { finalizedBy: (_tree, best) => best },
  })
  const { chain } = opened
  const clock = new FakeClock(GENESIS_MS + 2 ** 30)
  const pool = new TransactionPool({ chain, verifier: believing, clock })
  const importer = new BlockImporter({ ...opened, clock, verifier: believing, verified: pool })
  let imported = 0
  chain.onImported.subscribe(() => (imported = performance.now()))
  chain.onBest.subscribe(() => void follow.push(performance.now() - imported)) // the pool listens before this
  for (const bytes of source.blocks.slice(0, BLOCKS)) {
    const transfers = decodeBlock(bytes).extrinsics.slice(1)
    const start = performance.now()
    for (let at = 0; at < transfers.length; at += AT_ONCE)
      await Promise.all(transfers.slice(at, at + AT_ONCE).map((transfer) => pool.submit(transfer)))
    submit.push((1000 * (performance.now() - start)) / TRANSFERS_PER_BLOCK)
    await importer.import(decodeBlock(bytes))
    if (pool.size.transactions > 0) throw new Error('The pool did not notice that its transactions are included')
  }
  pool.close()
  await importer.close()
  await stateStore.close()
  await blockStore.close()
  rmSync(folder, { recursive: true })
}
