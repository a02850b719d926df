import { accountIdFromBytes, ss58Encode } from '@echochain/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { describeSplit } from './describeSplit.ts'

const ECHO = 1_000_000_000_000n
const address = (byte: number, prefix = 42) => ss58Encode(accountIdFromBytes(new Uint8Array(32).fill(byte)), prefix)
const [owner, singer, drummer] = [1, 2, 3].map((byte) => address(byte))

describe('who gets what of a price (protocol.md §6)', () => {
  test('the owner, and the three parts of the fee', () => {
    expect(describeSplit(4n * ECHO, { owner, royalties: [], parents: [] }, new Map(), 42)).toEqual([
      { role: 'owner', amount: 3_900_000_000_000n, address: owner },
      { role: 'burned', amount: 50_000_000_000n },
      { role: 'treasury', amount: 30_000_000_000n },
      { role: 'delivery', amount: 20_000_000_000n },
    ])
  })

  test('royalties, and parents through their own shares, named by their titles', () => {
    const sample = {
      owner,
      royalties: [{ account: singer, basisPoints: 1_000 }],
      parents: [{ sample: 9, basisPoints: 2_000, title: null, owner: null }],
    }
    const parents = new Map([[9, { title: 'Kick', owner: drummer, royalties: [] }]])
    expect(describeSplit(100n * ECHO, sample, parents, 42).slice(0, 3)).toEqual([
      { role: 'upstream', amount: 19_500_000_000_000n, address: drummer, via: 'Kick' },
      { role: 'royalty', amount: 7_800_000_000_000n, address: singer },
      { role: 'owner', amount: 70_200_000_000_000n, address: owner },
    ])
  })

  test('adds up to the price, to the unit', () => {
    const shares = fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }))
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), shares, (price, [royalty, upstream]) => {
        const royalties = [{ account: singer, basisPoints: royalty }]
        const parents = [{ sample: 9, basisPoints: upstream, title: null, owner: null }]
        const known = new Map([[9, { title: 'Kick', owner: drummer, royalties }]])
        const lines = describeSplit(price, { owner, royalties, parents }, known, 42)
        expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(price)
        expect(lines.every(({ amount }) => amount > 0n)).toBe(true)
      }),
    )
  })

  test('nothing of nothing', () => {
    expect(describeSplit(0n, { owner, royalties: [], parents: [] }, new Map(), 42)).toEqual([])
  })

  test('addresses are written as on this network', () => {
    const [line] = describeSplit(ECHO, { owner: address(1, 0), royalties: [], parents: [] }, new Map(), 7)
    expect(line.address).toBe(address(1, 7))
  })
})
