import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from '@echochain/consensus'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MarketProcess } from './MarketProcess.ts'

const FAKE_MARKET = new URL('../testing/fakeMarket.ts', import.meta.url)

let folder: string
let market: MarketProcess
const warnings: unknown[][] = []
const logger: Logger = { debug: () => {}, info: () => {}, warn: (...told) => warnings.push(told), error: () => {} }
const { execPath } = process

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echochain-market-'))
  warnings.length = 0
})
afterEach(async () => {
  process.execPath = execPath
  await market.stop()
  await rm(folder, { recursive: true })
})

test('a market that cannot start again says why, and only the first start reads the chain anew', async () => {
  const record = join(folder, 'starts')
  market = new MarketProcess({ args: [record], rebuild: true, logger, script: FAKE_MARKET })
  expect(await market.start()).toMatchObject({ apiPort: 1, gatewayPort: 2 })
  await expect.poll(() => warnings.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
  expect(warnings[0]).toEqual([expect.stringContaining('ended (SIGKILL)')])
  expect(warnings[1]).toEqual([expect.stringContaining('The index is damaged'), { code: 'DATABASE_DAMAGED' }])
  expect(await readFile(record, 'utf8')).toBe('--rebuild true\n--rebuild false\n')
})

test('a market that is not to read the chain anew is told so, lest it take that from the environment', async () => {
  const record = join(folder, 'starts')
  market = new MarketProcess({ args: [record], logger, script: FAKE_MARKET })
  await market.start()
  expect(await readFile(record, 'utf8')).toBe('--rebuild false\n')
})

test('a process that cannot be started is a market that failed', async () => {
  market = new MarketProcess({ args: [], logger })
  process.execPath = join(folder, 'nowhere')
  await expect(market.start()).rejects.toMatchObject({
    code: 'MARKET_FAILED',
    message: expect.stringContaining('ENOENT'),
  })
})

test('a restart for which there is no process is tried again later', async () => {
  market = new MarketProcess({ args: [join(folder, 'starts')], logger, script: FAKE_MARKET })
  await market.start()
  process.execPath = join(folder, 'nowhere')
  await expect.poll(() => warnings.length, { timeout: 30_000 }).toBe(2)
  expect(warnings[1]).toEqual([expect.stringMatching(/ENOENT.*starting it again in 1000 ms/)])
})
