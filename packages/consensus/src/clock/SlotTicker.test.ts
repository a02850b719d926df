import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { systemClock } from './Clock.ts'
import { FakeClock } from './FakeClock.ts'
import { slotAt, slotStartMs, SlotTicker } from './SlotTicker.ts'

const TIMING = { genesisTimeMs: 1_000_000n, slotMs: 1_000 }

function tick(startMs: number) {
  const clock = new FakeClock(startMs)
  const slots: bigint[] = []
  const ticker = new SlotTicker(TIMING, clock, (slot) => slots.push(slot))
  return { clock, slots, ticker }
}

test('slot = ⌊(now − genesisTime)/slotMs⌋, negative before genesis; a slot starts at its first millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 13 }), fc.integer({ min: 500, max: 12_000 }), (now, slotMs) => {
      const timing = { genesisTimeMs: 1_700_000_000_000n, slotMs }
      const slot = slotAt(now, timing)
      expect(Number(slot)).toBe(Math.floor((now - 1_700_000_000_000) / slotMs))
      expect(slotAt(slotStartMs(slot, timing), timing)).toBe(slot)
      expect(slotAt(slotStartMs(slot, timing) - 1, timing)).toBe(slot - 1n)
    }),
  )
})

test('calls at the begin of each slot after the one it was made in', () => {
  const { clock, slots } = tick(1_002_500)
  clock.advanceTo(1_002_999)
  expect(slots).toEqual([])
  clock.advanceTo(1_003_000)
  expect(slots).toEqual([3n])
  clock.advanceTo(1_006_100)
  expect(slots).toEqual([3n, 4n, 5n, 6n])
})

test('waits for genesis', () => {
  const { clock, slots } = tick(997_500)
  clock.advanceTo(1_001_000)
  expect(slots).toEqual([-2n, -1n, 0n, 1n])
})

test('a clock that jumps forward, or an event loop that stood still, costs the slots between, not more', () => {
  const { clock, slots } = tick(1_000_000)
  clock.jumpTo(1_007_300)
  clock.advanceTo(1_009_000)
  expect(slots).toEqual([7n, 8n, 9n])
})

test('a clock that is set back calls no slot twice, and goes on when the time has come again', () => {
  const { clock, slots } = tick(1_000_000)
  clock.advanceTo(1_003_000)
  clock.jumpTo(1_000_500)
  clock.advanceTo(1_005_000)
  expect(slots).toEqual([1n, 2n, 3n, 4n, 5n])
})

test('stop ends it', () => {
  const { clock, slots, ticker } = tick(1_000_000)
  clock.advanceTo(1_001_000)
  ticker.stop()
  clock.advanceTo(1_005_000)
  expect(slots).toEqual([1n])
})

test('the machine’s clock calls not before the time, however timers and clock disagree, and can be called off', () => {
  vi.useFakeTimers({ now: 5_000_000 })
  try {
    const called: number[] = []
    systemClock.at(5_000_100, () => called.push(Date.now()))
    const cancel = systemClock.at(5_000_100, () => called.push(-1))
    systemClock.at(5_000_000 + 2 ** 31 + 10, () => called.push(Date.now()))
    cancel()
    vi.setSystemTime(4_999_000) // set back by a second
    vi.advanceTimersByTime(1_099)
    expect(called).toEqual([])
    vi.advanceTimersByTime(1)
    expect(called).toEqual([5_000_100])
    vi.advanceTimersByTime(2 ** 31)
    expect(called).toEqual([5_000_100, 5_000_000 + 2 ** 31 + 10])
  } finally {
    vi.useRealTimers()
  }
})
