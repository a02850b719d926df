import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate, setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ChainState } from '../chain/ChainState.ts'
import { LmdbStore } from '../lmdb/LmdbStore.ts'
import { temporaryDirectory } from './temporaryDirectory.ts'

const kills = process.env.TEST_ALL ? 200 : 16
const victim = fileURLToPath(new URL('./commitUntilKilled.ts', import.meta.url))

const isInside = (marker: string): boolean => readFileSync(marker, 'latin1') === '1'

/** Kills at a random moment; every other time, at a random moment of the next commit. */
async function killSometime(child: ChildProcess, marker: string, inside: boolean): Promise<void> {
  await setTimeout(Math.random() * 100)
  if (inside) {
    const latest = performance.now() + 1000
    while (!isInside(marker) && performance.now() < latest) await setImmediate()
    const end = performance.now() + Math.random() * 8
    while (performance.now() < end) await setImmediate()
  }
  child.kill('SIGKILL')
}

/** Runs the victim until some moment behind its first commit; returns the last block it called durable. */
async function runAndKill(path: string, marker: string, round: number): Promise<number> {
  writeFileSync(marker, '0')
  const child = spawn(process.execPath, [victim, path, marker, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '') void killSometime(child, marker, round % 2 === 0)
    output += chunk.toString()
  })
  const [, signal] = (await once(child, 'exit')) as [unknown, string]
  expect(signal, 'the victim ended before it was killed').toBe('SIGKILL')
  return Number(output.slice(0, output.lastIndexOf('\n')).split('\n').at(-1))
}

/** Goes back three blocks one by one: each time the state root is recomputed and compared. */
async function goBack(path: string): Promise<number> {
  const chain = await ChainState.open(await LmdbStore.open(path))
  const to = Math.max(chain.stats().oldest, chain.base.number - 3)
  while (chain.base.number > to) {
    const below = chain.blockAt(chain.base.number - 1)!
    await chain.moveBase(below)
    expect(chain.base).toEqual(below)
  }
  expect(await chain.check()).toEqual([])
  await chain.close()
  return to
}

test(`SIGKILL ${kills} times at random moments, half of them inside a commit: reopens whole, at an acknowledged block or later`, async () => {
  const path = temporaryDirectory()
  const marker = join(temporaryDirectory(), 'marker')
  let inside = 0
  let round = 0
  while (round < kills || inside < kills / 2) {
    round++
    const acknowledged = await runAndKill(path, marker, round)
    if (isInside(marker)) inside++
    const chain = await ChainState.open(await LmdbStore.open(path, { readOnly: true }))
    expect(chain.base.number, `round ${round}`).toBeGreaterThanOrEqual(acknowledged)
    expect(await chain.check(), `round ${round}`).toEqual([])
    await chain.close()
    if (round % 5 === 0) await goBack(path)
  }
  console.log(`${round} kills, ${inside} of them inside a commit`)
}, 600_000)
