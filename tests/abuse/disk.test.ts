import { randomFillSync, randomInt } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { LmdbStore } from '@echochain/state/lmdb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { u64 } from '../../packages/state/src/chain/tables.ts'
import { TransactionSigner } from '../../packages/consensus/src/testing/index.ts'
import type { ProbeReport } from './damageProbe.ts'
import { FakeTimeNode } from './FakeTimeNode.ts'
import { NO_DISK, ProgramProcess } from './ProgramProcess.ts'

const all = process.env.TEST_ALL === '1'
const RANDOM_DAMAGES = all ? 600 : 40
/** Folders that one process probes. */
const BATCH = 20
const PAGE_BYTES = 4096
const PARTS = ['state', 'blocks'] as const
type Part = (typeof PARTS)[number]

let root: string
/** A chain of 60 blocks with transfers to new accounts, stopped in order. */
let whole: string
let copies = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'echochain-disk-'))
  whole = await makeChain('whole', 60)
})
afterAll(() => rm(root, { recursive: true }))

async function makeChain(name: string, blocks: number): Promise<string> {
  const folder = join(root, name)
  const node = await FakeTimeNode.start(folder)
  const signer = new TransactionSigner(node.node.chain, node.node.pool)
  const alice = keypairFromUri('//Alice', 'ed25519')
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < 10; i++) {
      const { account } = keypairFromUri(`//${name}-${block}-${i}`, 'ed25519')
      await node.node.pool.submit(signer.transfer(alice, account, 10n ** 12n))
    }
    await node.passSlots(1)
  }
  await node.stop()
  return folder
}

const fileOf = (folder: string, part: Part): string => join(folder, 'dev', part, 'data.mdb')

/** A copy of the chain, damaged. */
function damagedCopy(damage: (folder: string) => void): string {
  const folder = join(root, `copy-${copies++}`)
  cpSync(whole, folder, { recursive: true })
  damage(folder)
  return folder
}

/** Each folder checked, and a node started on it; throws if that ended the process. */
async function probeAll(folders: readonly string[]): Promise<ProbeReport[]> {
  const reports: ProbeReport[] = []
  for (let at = 0; at < folders.length; at += BATCH) {
    const batch = folders.slice(at, at + BATCH)
    const child = ProgramProcess.script(join(import.meta.dirname, 'damageProbe.ts'), batch)
    const code = await child.exit
    const lines = child.output.split('\n').filter((line) => line.startsWith('{'))
    if (code !== 0)
      throw new Error(`${batch[lines.length]} ended the process with ${code}:\n${child.output.slice(-2000)}`)
    reports.push(...lines.map((line) => JSON.parse(line) as ProbeReport))
    for (const folder of batch) rmSync(folder, { recursive: true })
  }
  expect(reports.length).toBe(folders.length)
  return reports
}

/** Refused by name, named by the check as well, and left as it was. */
function expectRefused({ check, start, changed, folder }: ProbeReport, code: RegExp, message = /./): void {
  expect(start.code, `start of ${folder}: ${start.message}`).toMatch(code)
  expect(start.message).toMatch(message)
  expect(check.code, `check of ${folder}: ${check.message}`).not.toBe('OK')
  expect(changed, `changed in ${folder}`).toEqual([])
}

test('the chain that is damaged in all these ways is in order itself', async () => {
  const [report] = await probeAll([damagedCopy(() => {})])
  expect(report).toMatchObject({ check: { code: 'OK' }, start: { code: 'OK' }, run: { code: 'OK' }, changed: [] })
})

describe('refused with what to do, and left as it was', () => {
  test.each(PARTS)('%s cut off', async (part) => {
    const { size } = statSync(fileOf(whole, part))
    const lengths = [1, 100, PAGE_BYTES, 3 * PAGE_BYTES + 17, Math.floor(size / 3), Math.floor(size * 0.9)]
    const reports = await probeAll(
      lengths.map((length) => damagedCopy((folder) => truncateSync(fileOf(folder, part), length))),
    )
    for (const report of reports) expectRefused(report, /^DAMAGED$/, /[Pp]ut back a copy|[Rr]estore it/)
  })

  test.each(PARTS)('%s missing, or empty', async (part) => {
    const reports = await probeAll([
      damagedCopy((folder) => rmSync(fileOf(folder, part))),
      damagedCopy((folder) => rmSync(join(folder, 'dev', part), { recursive: true })),
      damagedCopy((folder) => writeFileSync(fileOf(folder, part), '')),
    ])
    for (const report of reports) expectRefused(report, /^DAMAGED$/, /Put both back from one copy/)
  })

  test('the state of one chain with the blocks of another, or of another time', async () => {
    const other = await makeChain('other', 40)
    const reports = await probeAll(
      PARTS.map((part) => damagedCopy((folder) => copyFileSync(fileOf(other, part), fileOf(folder, part)))),
    )
    for (const report of reports) expectRefused(report, /^DAMAGED$/, /of different chains or times|is missing from/)
  })

  test('a file that is none of ours', async () => {
    const reports = await probeAll(
      PARTS.map((part) =>
        damagedCopy((folder) => writeFileSync(fileOf(folder, part), 'SQLite format 3\0'.repeat(2000))),
      ),
    )
    for (const report of reports) expectRefused(report, /^DAMAGED$/, /is no database/)
  })

  test('databases of a newer version', async () => {
    const reports = await probeAll(
      await Promise.all(
        PARTS.map(async (part) => {
          const folder = damagedCopy(() => {})
          const store = await LmdbStore.open(join(folder, 'dev', part))
          await store.write([{ table: 'meta', key: utf8('format'), value: u64(2) }])
          await store.close()
          return folder
        }),
      ),
    )
    for (const report of reports) expectRefused(report, /^WRONG_FORMAT$/, /Install the newer version/)
  })
})

describe('damage at random places', () => {
  const kinds = ['a flipped bit', 'sixteen random bytes', 'a page of zeros', 'a page of another place'] as const

  function damageAt(file: string, kind: (typeof kinds)[number]): string {
    const bytes = readFileSync(file)
    const at = randomInt(bytes.length)
    const pageStart = at - (at % PAGE_BYTES)
    if (kind === 'a flipped bit') bytes[at] ^= 1 << randomInt(8)
    else if (kind === 'sixteen random bytes') randomFillSync(bytes, at, Math.min(16, bytes.length - at))
    else if (kind === 'a page of zeros') bytes.fill(0, pageStart, pageStart + PAGE_BYTES)
    else {
      const from = PAGE_BYTES * randomInt(bytes.length / PAGE_BYTES)
      bytes.copyWithin(pageStart, from, from + PAGE_BYTES)
    }
    writeFileSync(file, bytes)
    return `${kind} at ${at}`
  }

  test(
    `${RANDOM_DAMAGES} times: nothing ends a process; what a start refuses has a code, is named by the check, and stays`,
    async () => {
      let named = 0
      for (let done = 0; done < RANDOM_DAMAGES; done += BATCH) {
        const damages = new Map<string, string>()
        for (let i = 0; i < BATCH; i++) {
          const part = PARTS[i % 2]
          const kind = kinds[Math.floor(i / 2) % kinds.length]
          const folder = damagedCopy(() => {})
          damages.set(folder, `${part}, ${damageAt(fileOf(folder, part), kind)}`)
        }
        for (const { folder, check, start, run, changed } of await probeAll([...damages.keys()])) {
          const where = `${damages.get(folder)}: ${check.message} | ${start.message} | ${run.message}`
          expect(check.code, where).not.toBe('NO_CODE')
          expect(['OK', 'DAMAGED', 'WRONG_FORMAT', 'UNKNOWN_RUNTIME', 'STATE_PRUNED'], where).toContain(start.code)
          if (start.code !== 'OK') expect(check.code, where).not.toBe('OK')
          if (run.code !== 'OK') expect(check.code, where).not.toBe('OK')
          expect(changed, where).toEqual([])
          if (check.code !== 'OK') named++
        }
      }
      console.log(`${named} of ${RANDOM_DAMAGES} damages hit something in use, and were named`)
      expect(named).toBeGreaterThan(RANDOM_DAMAGES / 10)
    },
    60_000 + RANDOM_DAMAGES * 5_000,
  )
})

describe('a disk of its own', () => {
  test('a full one stops the node by name, with every block that was told; with more room it goes on. A read-only one is refused', async ({
    skip,
  }) => {
    const disk = join(root, 'disk')
    mkdirSync(disk)
    const child = ProgramProcess.onSmallDisk(disk, 4, join(import.meta.dirname, 'smallDiskNode.ts'), [disk])
    const code = await child.exit
    if (code === NO_DISK) {
      console.log('Skipped: this system gives a process no disk of its own (unshare -rm, mount -t tmpfs)')
      return skip()
    }
    const report = /\{"trouble.*\}/.exec(child.output)?.[0]
    if (report === undefined) throw new Error(`The script ended with ${code}:\n${child.output}`)
    const { trouble, blocks, whileFull, readOnly, ...rest } = JSON.parse(report)
    const full = { code: 'WRITE_FAILED', message: expect.stringMatching(/full|No space left/) }
    const ok = { code: 'OK', message: '' }
    expect(trouble).toEqual(full)
    expect(whileFull, 'started again while it is full').toEqual(full)
    expect(rest).toEqual({
      isFatal: true,
      answersStill: true,
      stopped: ok,
      checkWithRoom: ok,
      lost: [],
      finalKept: true,
      withRoom: ok,
      checkReadOnly: ok,
    })
    expect(blocks).toBeGreaterThan(3)
    expect(readOnly).toEqual({ code: 'READ_ONLY', message: expect.stringMatching(/Make it writable/) })
  })
})
