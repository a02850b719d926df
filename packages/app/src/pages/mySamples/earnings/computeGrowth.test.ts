import fc from 'fast-check'
import { expect, test } from 'vitest'
import { computeGrowth } from './computeGrowth.ts'

const payment = (timestampMs: number | null, amount: bigint) => ({
  block: { number: 1, hash: null, timestampMs, finalized: true },
  amount: String(amount),
})

test('grows from what was earned before to the total, once for each moment', () => {
  const payments = [payment(300, 5n), payment(200, 1n), payment(200, 2n)]
  expect(computeGrowth(payments, 108n)).toEqual([
    { timestampMs: 199, earned: 100n },
    { timestampMs: 200, earned: 103n },
    { timestampMs: 300, earned: 108n },
  ])
  expect(computeGrowth([], 0n)).toEqual([])
  expect(computeGrowth([payment(300, 5n), payment(null, 7n)], 12n)[0]).toEqual({ timestampMs: 299, earned: 7n })
})

test('ends at the total and never falls, whatever was paid when', () => {
  const payments = fc.array(fc.tuple(fc.nat(50), fc.bigInt(0n, 10n ** 30n)), { minLength: 1 })
  fc.assert(
    fc.property(payments, fc.bigInt(0n, 10n ** 30n), (paid, before) => {
      const newestFirst = paid.toSorted(([a], [b]) => b - a).map(([at, amount]) => payment(at, amount))
      const total = paid.reduce((sum, [, amount]) => sum + amount, before)
      const points = computeGrowth(newestFirst, total)
      expect(points[0].earned).toBe(before)
      expect(points.at(-1)!.earned).toBe(total)
      expect(points.every(({ earned }, at) => at === 0 || earned >= points[at - 1].earned)).toBe(true)
    }),
  )
})
