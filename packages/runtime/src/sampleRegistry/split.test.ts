import type { AccountId } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoyaltyShare } from './records.ts'
import { computeSplit } from './split.ts'

const account = (name: number): AccountId => String.fromCharCode(name).padEnd(32, '\0') as AccountId

/** Shares of distinct accounts that sum to at most `limit` basis points. */
const shares = (maxLength: number, limit: number) =>
  fc.array(fc.integer({ min: 1, max: limit }), { maxLength }).map((parts) => {
    const sum = parts.reduce((total, part) => total + part, 0)
    return parts.map((part) => Math.max(1, sum > limit ? Math.floor((part * (limit - maxLength)) / sum) : part))
  })

const royalties = shares(16, 10_000).map((parts): RoyaltyShare[] =>
  parts.map((basisPoints, index) => ({ account: account(100 + index), basisPoints })),
)

test('every part adds up to the price, to the unit, and none is negative', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 100n), royalties, shares(8, 5_000), royalties, (price, own, upstream, parents) => {
      const parentRecord = { owner: account(2), royalties: parents }
      const sample = {
        owner: account(1),
        royalties: own,
        parents: upstream.map((basisPoints, sampleId) => ({ sample: sampleId, basisPoints })),
      }
      const split = computeSplit(price, sample, () => parentRecord)
      const paid = split.payments.reduce((sum, { amount }) => sum + amount, 0n)
      expect(split.burned + split.deliveryEscrow + split.treasury).toBe(split.fee)
      expect(split.fee + paid).toBe(price)
      expect(split.payments.every(({ amount }) => amount > 0n)).toBe(true)
    }),
  )
})

test('protocol.md §6 by hand: 1,000 units, a parent with 10 %, a royalty of 25 %', () => {
  const split = computeSplit(
    1_000n,
    {
      owner: account(1),
      royalties: [{ account: account(3), basisPoints: 2_500 }],
      parents: [{ sample: 7, basisPoints: 1_000 }],
    },
    () => ({ owner: account(2), royalties: [{ account: account(4), basisPoints: 3_333 }] }),
  )
  expect(split).toEqual({
    price: 1_000n,
    fee: 25n,
    burned: 12n,
    deliveryEscrow: 5n,
    treasury: 8n,
    payments: [
      { to: account(4), amount: 32n, role: { type: 'Upstream', value: 7 } }, // ⌊97 · 33.33 %⌋
      { to: account(2), amount: 65n, role: { type: 'Upstream', value: 7 } },
      { to: account(3), amount: 219n, role: { type: 'Royalty' } }, // ⌊(975 − 97) · 25 %⌋
      { to: account(1), amount: 659n, role: { type: 'Owner' } },
    ],
  })
})
