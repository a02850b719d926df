import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { parseCid } from '../../cid/Cid.ts'
import { patternBytes } from '../../testing/patternBytes.ts'
import { outputOf, runOnSmallDisk, startScript } from '../../testing/runScript.ts'
import { readAll, SMALL_LAYOUT } from '../../testing/smallStore.ts'
import { inlineChunkDigester } from './ChunkDigester.ts'
import { DiskBlobStore } from './DiskBlobStore.ts'

const all = process.env.TEST_ALL === '1'
const KILLS = all ? 100 : 10

async function temporaryDirectory(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'echochain-crash-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Kills a process that puts files, in the middle of its work; gives the lines it printed. */
async function killWhilePutting(path: string, seed: number, lines: number, delayMs: number): Promise<string[]> {
  const child = startScript('./putForever.ts', path, String(seed))
  const printed: string[] = []
  const reader = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit')
  for await (const line of reader) {
    printed.push(line)
    if (printed.length === lines) setTimeout(() => child.kill('SIGKILL'), delayMs)
  }
  await ended
  return printed
}

test(`SIGKILL at ${KILLS} random moments: what was acknowledged is whole, nothing else is visible`, async () => {
  const path = await temporaryDirectory()
  const acknowledged = new Map<string, { seed: number; size: number }>()
  let killedInside = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const printed = await killWhilePutting(path, 1000 * kill + 1, 1 + (kill % 4), Math.random() * 12)
    for (const line of printed) {
      const [seed, size, cid] = line.split(' ')
      acknowledged.set(cid, { seed: Number(seed), size: Number(size) })
    }
    if ((await readdir(join(path, 'drafts'))).length > 0) killedInside++
    const store = await DiskBlobStore.open({ path, layout: SMALL_LAYOUT, digester: inlineChunkDigester })
    expect(await readdir(join(path, 'drafts'))).toEqual([])
    for await (const cid of store.list()) await store.check(cid)
    for (const cid of acknowledged.keys()) expect(await store.has(parseCid(cid)), cid).toBe(true)
  }
  const store = await DiskBlobStore.open({ path, layout: SMALL_LAYOUT, digester: inlineChunkDigester })
  for (const [cid, { seed, size }] of acknowledged)
    expect(await readAll(store.get(parseCid(cid))), cid).toEqual(patternBytes(size, seed))
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS)
  expect(killedInside).toBeGreaterThan(KILLS / 2)
})

test('a full disk: a coded error, nothing left behind, and the store works on', async ({ skip }) => {
  const path = await temporaryDirectory()
  const output = await runOnSmallDisk(6, path, './fillDisk.ts')
  if (output === undefined) {
    console.log('Skipped: this system gives a process no disk of its own (unshare -rm, mount -t tmpfs)')
    return skip()
  }
  const { offset, onDisk, stored, ...rest } = JSON.parse(output)
  expect(rest).toEqual({
    full: 'DISK_FULL',
    draftsLeft: [],
    afterwards: 'done',
    stillThere: 'done',
    upload: 'DISK_FULL',
    cancelled: 1,
  })
  expect(offset % 100_000, 'whole pieces only').toBe(0)
  expect(onDisk, 'what was written of a piece is taken back').toBe(offset)
  expect(offset).toBeGreaterThan(1_000_000)
  expect(stored).toHaveLength(2)
})

const MEBIBYTES = all ? 2048 : 300
test(`a file of ${MEBIBYTES} MiB passes through bounded memory`, async () => {
  const path = await temporaryDirectory()
  const { description, read, memory } = JSON.parse(
    await outputOf(startScript('./passBigFile.ts', path, String(MEBIBYTES))),
  )
  expect(description.size).toBe(MEBIBYTES * 1024 * 1024)
  expect(read).toBe(description.size)
  expect(memory, 'MiB').toBeLessThan(400) // about 210 on two cores, 30 for each further thread
}, 120_000)
