import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { LmdbStore } from '@echochain/state/lmdb'
import { expect, onTestFinished, test } from 'vitest'
import { entriesOf, TestChain } from './testing/index.ts'
import type { Progress } from './testing/neverFinalNode.ts'
import { importLongerBranch, liveMegabytes, WITHOUT_FINALITY } from './testing/withoutFinality.ts'

const everything = process.env.TEST_ALL === '1'
const BLOCKS = everything ? 10_000 : 600
const DEPTH = everything ? 200 : 100
/** On disk, where each block takes two syncs. */
const BLOCKS_ON_DISK = everything ? 10_000 : 300
const TIMEOUT_MS = 1_800_000

test(
  `${BLOCKS} blocks without finality: layers stay within their bounds, then a reorganisation ${DEPTH} deep`,
  { timeout: TIMEOUT_MS },
  async () => {
    const it = await TestChain.open(WITHOUT_FINALITY)
    const samples: number[] = []
    for (let made = 0; made < BLOCKS; made++) {
      const node = await it.produce()
      expect(it.chain.state.stats().layers, `block ${node.number}`).toBeLessThanOrEqual(65)
      if ((made + 1) % (BLOCKS / 10) === 0) samples.push(liveMegabytes())
    }
    expect(it.chain.finalized.number).toBe(0)
    // Most of it is in the stores, which are in memory here: bodies, reverse differences, records of the trie.
    const growth = (samples.at(-1)! - samples[1]) / (BLOCKS * 0.8)
    expect(growth * 1024, `KB for each block, from ${samples.map(Math.round).join(', ')} MB`).toBeLessThan(24)
    await reorganise(it)
  },
)

async function reorganise(it: TestChain): Promise<void> {
  const tipState = entriesOf(it.chain.stateAt(it.chain.best.hash))
  const { before, source } = await importLongerBranch(it, DEPTH)
  expect(it.chain.best.hash).toBe(source.chain.best.hash)
  const { hash } = it.chain.best
  expect(entriesOf(it.chain.stateAt(hash))).toEqual(entriesOf(source.chain.stateAt(hash)))
  const back = await it.importer.exclusively(async () => {
    await it.keeper.ensure(before)
    return entriesOf(it.chain.stateAt(before.hash))
  })
  expect(back).toEqual(tipState)
}

test(
  `on disk: memory stays flat over ${BLOCKS_ON_DISK} blocks without finality; then a reorganisation ${DEPTH} deep, then SIGKILL`,
  { timeout: TIMEOUT_MS },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'echochain-non-finality-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const progress = await runUntilKilled(folder)
    const live = progress.flatMap((line) => ('made' in line ? line.liveMegabytes : []))
    const growthKb = (1024 * (live.at(-1)! - live[1])) / (BLOCKS_ON_DISK * 0.8)
    console.log(`${BLOCKS_ON_DISK} blocks: ${live.map((megabytes) => megabytes.toFixed(1)).join(', ')} MB live`)
    // The tree keeps a node of each block, without its header.
    expect(growthKb, `KB for each block, from ${live.map(Math.round).join(', ')} MB`).toBeLessThan(everything ? 2 : 8)
    expect(progress).toContainEqual({ reorganisedTo: BLOCKS_ON_DISK + 1 })
    const last = progress.at(-1) as Extract<Progress, { acknowledged: number }>
    await expectSound(folder, last.acknowledged)
  },
)

/** Lets the victim make its blocks, and kills it while it goes on after the reorganisation. */
async function runUntilKilled(folder: string): Promise<Progress[]> {
  const program = fileURLToPath(new URL('./testing/neverFinalNode.ts', import.meta.url))
  const args = [program, folder, String(BLOCKS_ON_DISK), String(DEPTH)]
  const victim: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(victim, 'exit')
  const progress: Progress[] = []
  for await (const line of createInterface(victim.stdout!)) {
    progress.push(JSON.parse(line) as Progress)
    if (progress.filter((made) => 'acknowledged' in made).length === 20) victim.kill('SIGKILL')
  }
  const [, signal] = (await exited) as [unknown, string]
  expect(signal, 'the victim ended before it was killed').toBe('SIGKILL')
  return progress
}

/** What is found in the folder: no acknowledged block is lost, everything fits together, and the chain goes on. */
async function expectSound(folder: string, acknowledged: number): Promise<void> {
  const stores = {
    state: await LmdbStore.open(join(folder, 'state')),
    blocks: await LmdbStore.open(join(folder, 'blocks')),
  }
  const it = await TestChain.open({ ...WITHOUT_FINALITY, stores })
  const { best, state } = it.chain
  expect(best.number).toBeGreaterThanOrEqual(acknowledged)
  expect(it.chain.stateAt(best.hash).root).toBe(best.header.stateRoot)
  expect(await state.check()).toEqual([])
  await it.produce(best.slot + 1n)
  expect(it.chain.best.number).toBe(best.number + 1)
  await it.stop()
  await stores.state.close()
  await stores.blocks.close()
}
