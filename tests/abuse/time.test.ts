import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from '@echochain/codec'
import { BlockProducer, FakeClock, slotAt, SlotTicker, systemClock } from '@echochain/consensus'
import { keypairFromUri } from '@echochain/crypto'
import { consensusStorage, devAccount, devValidatorKey, timestampStorage } from '@echochain/runtime'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { TestChain, TransactionSigner } from '../../packages/consensus/src/testing/index.ts'
import { FakeTimeNode, SLOT_MS, START_MS } from './FakeTimeNode.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

let dataDir: string
let it: FakeTimeNode

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'echochain-time-'))
  it = await FakeTimeNode.start(dataDir)
})
afterEach(async () => {
  await it.stop()
  expect(it.fatal).toEqual([])
  await rm(dataDir, { recursive: true })
})

const best = () => it.node.chain.best
const context = () => it.node.chain.nextContext(best().hash)
const clockSlot = () => slotAt(it.clock.now(), it.node.chain.parameters)
const STALL = /^The event loop stood still/
const told = (): string[] => it.log.filter(({ level }) => level !== 'info').map(({ message }) => message)
/** But for stalls, of which a busy machine has its own. */
const warnings = (): string[] => told().filter((message) => !STALL.test(message))

/** Lets everything that is under way come to its end: nothing else can be waited for where nothing should happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}

/** The chain makes one block in each slot, with the time of the slot, and finalizes. */
async function expectHealthy(): Promise<void> {
  const { number } = best()
  await it.passSlots(12)
  expect(best().number).toBe(number + 12)
  expect(best().slot).toBe(clockSlot())
  const { genesisTimeMs } = it.node.chain.parameters
  expect(context().get(timestampStorage.now)).toBe(genesisTimeMs + best().slot * BigInt(SLOT_MS))
  await expect.poll(() => it.node.status.finalized.number).toBeGreaterThan(number)
}

/** Submits a transfer over RPC. */
async function pay(): Promise<void> {
  const signer = new TransactionSigner(it.node.chain, it.node.pool)
  const bytes = signer.transfer(keypairFromUri('//Alice', 'ed25519'), devAccount('Bob'), 1n)
  expect(await it.rpc('author_submitExtrinsic', toHex(bytes))).toMatchObject({ result: expect.stringMatching(/^0x/) })
}

describe('the clock jumps forward', () => {
  test.each([
    ['a minute', MINUTE_MS],
    ['three hours', 3 * HOUR_MS],
    ['a week, as when the machine slept', 7 * DAY_MS],
  ])('%s: the missed slots are told, the next block has the slot of the clock, nothing lapsed', async (_, jumpMs) => {
    await it.passSlots(6)
    await pay()
    const liveBefore = context().get(consensusStorage.liveTimeMs)
    const { number } = best()
    const block = it.nextBlock()
    it.clock.jumpTo(it.clock.now() + jumpMs)
    await block
    expect(best()).toMatchObject({ number: number + 1, slot: clockSlot() })
    expect(it.node.chain.block(best().hash)!.extrinsics, 'what waited is in it').toHaveLength(2)
    expect(warnings()).toEqual([expect.stringMatching(/^\d+ slots before slot \d+ were missed/)])
    const epochMs = BigInt(it.node.chain.parameters.slotsPerEpoch * SLOT_MS)
    expect(context().get(consensusStorage.liveTimeMs) - liveBefore).toBeLessThanOrEqual(2n * epochMs)
    await expectHealthy()
  })
})

describe('the clock is set back', () => {
  test.each([
    ['by a minute', MINUTE_MS],
    ['by two days', 2 * DAY_MS],
    ['behind genesis', 365 * DAY_MS],
  ])('%s: no slot is used twice, RPC answers, what waits is included when time has come again', async (_, jumpMs) => {
    await it.passSlots(6)
    const before = best()
    const time = it.clock.now()
    it.clock.jumpTo(time - jumpMs)
    await settle()
    it.clock.advanceBy(5 * SLOT_MS)
    await settle()
    expect(best()).toBe(before)
    const { result } = await it.rpc('echo_status')
    expect(result).toMatchObject({ slot: Number(clockSlot()), best: { number: before.number } })
    expect(await it.rpc('system_health')).toMatchObject({ result: { isSyncing: false } })
    await pay()
    it.clock.jumpTo(time)
    await expectHealthy()
    expect(it.node.chain.block(it.node.chain.hashAt(before.number + 1)!)!.extrinsics).toHaveLength(2)
  })

  test('and the node started again: it starts, says what is wrong, makes nothing, and goes on in time', async () => {
    await it.passSlots(6)
    const before = best().hash
    const time = it.clock.now()
    await it.stop()
    for (const jumpMs of [HOUR_MS, 365 * DAY_MS]) {
      const clock = new FakeClock(time - jumpMs)
      it = await FakeTimeNode.start(dataDir, clock)
      expect(warnings()).toEqual([expect.stringMatching(/clock is \d+ s behind the chain.*Set the clock/)])
      clock.advanceBy(3 * SLOT_MS)
      await settle()
      expect(best().hash).toBe(before)
      await it.stop()
    }
    it = await FakeTimeNode.start(dataDir, new FakeClock(time))
    expect(warnings()).toEqual([])
    await expectHealthy()
  })

  test('a year forward and back again by mistake: the slots up to there are spent, nothing breaks', async () => {
    await it.passSlots(3)
    const time = it.clock.now()
    const block = it.nextBlock()
    it.clock.jumpTo(time + 365 * DAY_MS)
    await block
    const { number } = best()
    it.clock.jumpTo(time)
    it.clock.advanceBy(5 * SLOT_MS)
    await settle()
    expect(best().number).toBe(number)
    it.clock.jumpTo(time + 365 * DAY_MS)
    await expectHealthy()
  })

  test('the machine’s clock: what waits for a time comes within ten seconds after the clock is right again', () => {
    vi.useFakeTimers({ now: START_MS })
    try {
      const called: number[] = []
      systemClock.at(START_MS + SLOT_MS, () => called.push(Date.now()))
      vi.setSystemTime(START_MS - HOUR_MS)
      vi.advanceTimersByTime(2 * SLOT_MS)
      expect(called).toEqual([])
      vi.setSystemTime(START_MS + 3 * SLOT_MS)
      vi.advanceTimersByTime(10_000)
      expect(called).toHaveLength(1)
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('under load', () => {
  test('slots that begin while the node is busy get their blocks late or not at all, each at most one, in order', async () => {
    const chain = await TestChain.open()
    const { clock, importer, keeper, pool } = chain
    await chain.produceMany(3)
    const key = devValidatorKey('Alice')
    const producer = new BlockProducer({ chain: chain.chain, importer, keeper, transactions: pool, key, clock })
    const proposals: Promise<unknown>[] = []
    const ticker = new SlotTicker(chain.chain.parameters, clock, (slot) => proposals.push(producer.propose(slot)))
    const release = Promise.withResolvers<void>()
    const busy = importer.exclusively(() => release.promise)
    const first = chain.chain.best
    clock.advanceBy(5 * SLOT_MS)
    await settle()
    expect(chain.chain.best).toBe(first)
    release.resolve()
    await busy
    await Promise.all(proposals)
    expect(chain.chain.best.slot, 'it has caught up').toBe(chain.slot)
    const slots: bigint[] = []
    for (let node = chain.chain.best; node !== first; node = node.parent!) slots.unshift(node.slot)
    expect(slots).toEqual(Array.from(new Set(slots)).sort((a, b) => Number(a - b)))
    expect(slots[0]).toBeGreaterThan(first.slot)
    ticker.stop()
    await chain.stop()
  })

  test('a proposer that is late in its slot stops filling its block', async () => {
    await it.passSlots(2)
    for (let i = 0; i < 20; i++) await pay()
    const block = it.nextBlock()
    // The clock reads past the time for filling as soon as the first transaction is in.
    const { now } = it.clock
    let reads = 0
    it.clock.now = () => now.call(it.clock) + (reads++ > 2 ? SLOT_MS / 2 : 0)
    it.clock.advanceBy(SLOT_MS)
    await block
    it.clock.now = now
    expect(it.node.chain.block(best().hash)!.extrinsics.length).toBeLessThan(21)
    await it.passSlots(2)
    expect(it.node.pool.size.transactions).toBe(0)
  })

  test('an event loop that stands still over 200 ms is told in the log of the node', async () => {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const until = performance.now() + 500
    while (performance.now() < until);
    await expect.poll(told).toContainEqual(expect.stringMatching(STALL))
  })
})
