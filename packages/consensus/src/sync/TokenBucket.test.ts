import { expect, test } from 'vitest'
import { FakeClock } from '../clock/FakeClock.ts'
import { TokenBucket } from './TokenBucket.ts'

test('allows so much at once, and so much a second', () => {
  const clock = new FakeClock(0)
  const bucket = new TokenBucket({ capacity: 3, perSecond: 2 }, clock)
  expect([1, 2, 3, 4].map(() => bucket.spend(1))).toEqual([true, true, true, false])
  clock.advanceBy(499)
  expect(bucket.spend(1), 'not quite one').toBe(true) // anything above nothing is enough to begin
  expect(bucket.spend(1)).toBe(false)
  clock.advanceBy(60_000)
  expect(
    [1, 2, 3, 4].map(() => bucket.spend(1)),
    'never more than its capacity',
  ).toEqual([true, true, true, false])
})

test('what costs more than is left is paid for later', () => {
  const clock = new FakeClock(0)
  const bucket = new TokenBucket({ capacity: 10, perSecond: 10 }, clock)
  expect(bucket.spend(30)).toBe(true)
  clock.advanceBy(2_000)
  expect(bucket.isOpen).toBe(false)
  clock.advanceBy(1)
  expect(bucket.isOpen).toBe(true)
})

test('a clock that is set back neither fills nor empties it', () => {
  const clock = new FakeClock(10_000)
  const bucket = new TokenBucket({ capacity: 1, perSecond: 1 }, clock)
  bucket.spend(1)
  clock.advanceTo(0)
  expect(bucket.isOpen).toBe(false)
  clock.advanceBy(1_000)
  expect(bucket.isOpen).toBe(true)
})
