import { randomFillSync, randomInt } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utf8 } from '@echochain/codec'
import { systemClock } from '@echochain/consensus'
import { keypairFromUri } from '@echochain/crypto'
import { MarketService } from '@echochain/market'
import { ChainClient } from '@echochain/sdk'
import { LmdbStore } from '@echochain/state/lmdb'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../packages/market/src/database/openDatabase.ts'
import { u64 } from '../../packages/state/src/chain/tables.ts'
import { TransactionSigner } from '../../packages/consensus/src/testing/index.ts'
import { compareMarket, untilIndexed } from './compareMarket.ts'
import type { ProbeReport } from './damageProbe.ts'
import { FakeTimeNode } from './FakeTimeNode.ts'
import { NO_DISK, ProgramProcess } from './ProgramProcess.ts'
import { trade } from './tradingChain.ts'

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

/** Each folder checked, and a node started on it; throws if that ended the process, with what was done to the folder. */
async function probeAll(
  folders: readonly string[],
  damages: ReadonlyMap<string, string> = new Map(),
): Promise<ProbeReport[]> {
  const reports: ProbeReport[] = []
  for (let at = 0; at < folders.length; at += BATCH) {
    const batch = folders.slice(at, at + BATCH)
    const child = ProgramProcess.script(join(import.meta.dirname, 'damageProbe.ts'), batch)
    const code = await child.exit
    const lines = child.output.split('\n').filter((line) => line.startsWith('{'))
    const last = batch[lines.length]
    if (code !== 0)
      throw new Error(`${last} (${damages.get(last)}) ended the process with ${code}:\n${child.output.slice(-500)}`)
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
          await store.write([{ table: 'meta', key: utf8('format'), value: u64(1_000) }])
          await store.close()
          return folder
        }),
      ),
    )
    for (const report of reports) expectRefused(report, /^WRONG_FORMAT$/, /Install the newer version/)
  })
})

describe('damage at random places', () => {
  const kinds = [
    'a flipped bit',
    'sixteen random bytes',
    'a page of zeros',
    'a page of another place',
    'a flipped bit where the trees begin',
  ] as const

  /** A place in the current meta page of LMDB, in its list of tables or in that of free pages. */
  function placeOfTrees(bytes: Buffer): number {
    const meta = bytes.readBigUInt64LE(152) > bytes.readBigUInt64LE(PAGE_BYTES + 152) ? 0 : PAGE_BYTES
    const [free, main] = [88, 136].map((at) => Number(bytes.readBigUInt64LE(meta + at)) * PAGE_BYTES)
    const [page, from, length] = [
      [meta, 24, 144],
      [main, 0, PAGE_BYTES],
      [free, 0, PAGE_BYTES],
    ][randomInt(3)]
    return page + from + randomInt(length)
  }

  function damageAt(file: string, kind: (typeof kinds)[number]): string {
    const bytes = readFileSync(file)
    const at = kind === 'a flipped bit where the trees begin' ? placeOfTrees(bytes) : randomInt(bytes.length)
    const pageStart = at - (at % PAGE_BYTES)
    if (kind.startsWith('a flipped bit')) bytes[at] ^= 1 << randomInt(8)
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
        for (const { folder, check, start, run, changed } of await probeAll([...damages.keys()], damages)) {
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

/** What a script printed as JSON that ran on a disk of its own; undefined, and a line that says so, where it cannot. */
async function reportOnSmallDisk(mebibytes: number, script: string): Promise<any> {
  const disk = join(root, script)
  mkdirSync(disk)
  const child = ProgramProcess.onSmallDisk(disk, mebibytes, join(import.meta.dirname, script), [disk])
  const code = await child.exit
  const report = /\{".*\}/.exec(child.output)?.[0]
  if (code === 0 && report !== undefined) return JSON.parse(report)
  if (code !== NO_DISK) throw new Error(`The script ended with ${code}:\n${child.output}`)
  console.log('Skipped: this system gives a process no disk of its own (unshare -rm, mount -t tmpfs)')
  return undefined
}

describe('a disk of its own', () => {
  test('a full one stops the node by name, with every block that was told; with more room it goes on. A read-only one is refused', async ({
    skip,
  }) => {
    const report = await reportOnSmallDisk(4, 'smallDiskNode.ts')
    if (!report) return skip()
    const { trouble, blocks, whileFull, readOnly, ...rest } = report
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

  test('a full one interrupts the market’s index, which says so, answers on, and is whole when there is room', async ({
    skip,
  }) => {
    const report = await reportOnSmallDisk(120, 'smallDiskMarket.ts')
    if (!report) return skip()
    expect(report.problem).toEqual({ code: 'DATABASE_FULL', message: expect.stringMatching(/make room/) })
    expect(report.answersWhileFull).toBe(true)
    expect(report.purchases).toBeGreaterThan(3)
  })
})

describe('the market’s index', () => {
  let node: FakeTimeNode
  let index: string
  const running: MarketService[] = []

  const start = async (dataDir: string, rebuild = false): Promise<MarketService> => {
    const nodeUrl = `ws://127.0.0.1:${node.node.rpc.ports[0]}`
    const ports = { apiPort: 0, gatewayPort: 0 }
    const market = await MarketService.start({ nodeUrl, dataDir, ...ports, rebuild, clock: systemClock, logger })
    running.push(market)
    return market
  }
  const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

  /** Starts with `rebuild` and compares everything with the chain. */
  async function expectWholeAfterRebuild(dataDir: string): Promise<void> {
    const market = await start(dataDir, true)
    const url = `http://127.0.0.1:${market.apiPort}`
    await untilIndexed(url, node.node.chain.best.number)
    using chain = await ChainClient.connect(`ws://127.0.0.1:${node.node.rpc.ports[0]}`)
    expect(await compareMarket(url, chain)).toEqual({ purchases: 5 })
  }

  beforeAll(async () => {
    node = await FakeTimeNode.start(join(root, 'traded'))
    await trade(node, 5)
    index = join(root, 'market')
    const market = await start(index)
    await untilIndexed(`http://127.0.0.1:${market.apiPort}`, node.node.chain.best.number)
    await running.pop()!.stop()
  })
  afterEach(async () => {
    for (const market of running.splice(0)) await market.stop()
  })
  afterAll(() => node.stop())

  test('that cannot be opened: DATABASE_DAMAGED, which names --rebuild; after that it is the chain’s', async () => {
    const dataDir = join(root, 'market-unopenable')
    cpSync(index, dataDir, { recursive: true })
    writeFileSync(join(dataDir, 'index/global/pg_control'), new Uint8Array(8_192))
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'DATABASE_DAMAGED',
      message: expect.stringContaining('--rebuild'),
    })
    await expectWholeAfterRebuild(dataDir)
  })

  test('of which a table is gone: DATABASE_DAMAGED while it runs, with what to do; after a rebuild it is the chain’s', async () => {
    const dataDir = join(root, 'market-incomplete')
    cpSync(index, dataDir, { recursive: true })
    const db = await openDatabase({ directory: join(dataDir, 'index') })
    const { rows } = await sql<{ path: string }>`select pg_relation_filepath('blocks') as path`.execute(db)
    await db.destroy()
    rmSync(join(dataDir, 'index', rows[0].path))
    const market = await start(dataDir)
    await trade(node, 0)
    await expect
      .poll(() => market.status.problem, { timeout: 20_000 })
      .toEqual({
        code: 'DATABASE_DAMAGED',
        message: expect.stringContaining('--rebuild'),
      })
    await running.pop()!.stop()
    await expectWholeAfterRebuild(dataDir)
  })
})
