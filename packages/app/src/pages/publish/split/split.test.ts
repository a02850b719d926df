import { ss58Decode } from '@echochain/codec'
import { parseEcho } from '@echochain/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { previewSplit } from './previewSplit.ts'
import { ownersPart, type ParentForm, readSplit, type SplitForm } from './SplitForm.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const CHARLIE = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'
/** Bob as the Polkadot network writes it. */
const BOB_ON_POLKADOT = '14E5nqKAp3oAJcmzgZhUD2RcptBeUBScxKHgJKU4HPNcKVf3'
const owner = ss58Decode(ALICE).account

const parent = (changes: Partial<ParentForm> = {}): ParentForm => ({
  sample: 7,
  title: 'Night Bus',
  owner: BOB,
  royalties: [{ account: CHARLIE, basisPoints: 2_500 }],
  percent: '10',
  ...changes,
})
const problemsOf = (form: Partial<SplitForm>) =>
  Object.keys(readSplit({ shares: [], parents: [], ...form }, owner).problems)

describe('shares are read as the chain takes them', () => {
  test('accounts of any network, basis points, parents', () => {
    const { value } = readSplit(
      { shares: [{ address: ` ${BOB_ON_POLKADOT} `, percent: '12.5' }], parents: [parent()] },
      owner,
    )
    expect(value).toEqual({
      royalties: [{ account: ss58Decode(BOB).account, basisPoints: 1_250 }],
      parents: [{ sample: 7, basisPoints: 1_000 }],
    })
  })

  test('a wrong address, oneself, somebody twice, nothing, and too much are each said where they are', () => {
    const wrong = `${BOB.slice(0, -1)}z`
    expect(problemsOf({ shares: [{ address: wrong, percent: '10' }] })).toEqual(['address 0'])
    expect(problemsOf({ shares: [{ address: ALICE, percent: '10' }] })).toEqual(['address 0'])
    const twice = [BOB, BOB_ON_POLKADOT].map((address) => ({ address, percent: '10' }))
    expect(problemsOf({ shares: twice })).toEqual(['address 1'])
    expect(problemsOf({ shares: [{ address: BOB, percent: '0' }] })).toEqual(['percent 0'])
    expect(problemsOf({ shares: [{ address: BOB, percent: 'half' }] })).toEqual(['percent 0'])
    const much = [BOB, CHARLIE].map((address) => ({ address, percent: '50.01' }))
    expect(problemsOf({ shares: much })).toEqual(['shares'])
    expect(problemsOf({ parents: [parent({ percent: '50.01' })] })).toEqual(['parents'])
    expect(problemsOf({ parents: [parent({ percent: '' })] })).toEqual(['parent 0'])
    expect(problemsOf({ shares: much.map((share) => ({ ...share, percent: '50' })) })).toEqual([])
  })

  test('the owner keeps the rest', () => {
    expect(ownersPart([])).toBe(10_000)
    expect(
      ownersPart([
        { address: BOB, percent: '12.5' },
        { address: '', percent: '' },
      ]),
    ).toBe(8_750)
    expect(
      ownersPart([
        { address: BOB, percent: '80' },
        { address: CHARLIE, percent: '80' },
      ]),
    ).toBe(0)
  })
})

describe('the preview of a sale', () => {
  test('names who gets what: 10 ECHO less 2.5 %, 10 % upstream through its own shares, a quarter of the rest to Bob', () => {
    const form = { shares: [{ address: BOB, percent: '25' }], parents: [parent()] }
    const lines = previewSplit(form, owner, parseEcho('10'), 42)!
    expect(lines.map(({ address, amount, role, via }) => [address, amount, role, via])).toEqual([
      [CHARLIE, parseEcho('0.24375'), 'upstream', 'Night Bus'],
      [BOB, parseEcho('0.73125'), 'upstream', 'Night Bus'],
      [BOB, parseEcho('2.19375'), 'royalty', undefined],
      [ALICE, parseEcho('6.58125'), 'owner', undefined],
      [undefined, parseEcho('0.125'), 'burned', undefined],
      [undefined, parseEcho('0.075'), 'treasury', undefined],
      [undefined, parseEcho('0.05'), 'delivery', undefined],
    ])
  })

  test('adds up to the price, to the unit, and is nothing while the shares are not in order', () => {
    const percent = fc.integer({ min: 1, max: 5_000 }).map((points) => String(points / 100))
    fc.assert(
      fc.property(percent, percent, fc.bigInt(1n, 10n ** 24n), (share, upstream, price) => {
        const form = { shares: [{ address: BOB, percent: share }], parents: [parent({ percent: upstream })] }
        const lines = previewSplit(form, owner, price, 42)!
        expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(price)
      }),
    )
    expect(previewSplit({ shares: [{ address: '', percent: '' }], parents: [] }, owner, 1n, 42)).toBe(undefined)
  })
})
