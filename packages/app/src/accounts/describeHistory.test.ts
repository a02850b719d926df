import type { ChainEvent } from '@echochain/sdk'
import { expect, test } from 'vitest'
import { describeHistory } from './describeHistory.ts'

const ME = '5Me'
const OTHER = '5Other'
let index = 0

/** Events as the market gives them: the newest first. */
const event = (name: string, data: object, extrinsic: number | null = 1, block = 7): ChainEvent => ({
  id: `${block}-${index++}`,
  block: { number: block, hash: '0xaa', timestampMs: 1, finalized: true },
  index: 0,
  phase: 'ApplyExtrinsic',
  extrinsic: extrinsic === null ? null : { index: extrinsic, hash: '0xee', call: null },
  name,
  data,
})

const fee = (extrinsic = 1) =>
  event('TransactionPayment.TransactionFeePaid', { who: ME, actual_fee: '5', tip: '0' }, extrinsic)

test('a transaction is one entry: what it did, its fee, and by how much the balance changed', () => {
  const events = [event('Balances.Transfer', { from: ME, to: OTHER, amount: '100' }), fee()]
  expect(describeHistory(events, ME)).toMatchObject([
    { kind: 'sent', other: OTHER, change: -105n, fee: 5n, deposit: 0n, count: 1, extrinsic: '0xee' },
  ])
})

test('somebody else’s transfer to me costs me nothing', () => {
  const events = [event('Balances.Transfer', { from: OTHER, to: ME, amount: '100' })]
  expect(describeHistory(events, ME)).toMatchObject([{ kind: 'received', other: OTHER, change: 100n, fee: 0n }])
})

test('a transfer to oneself changes nothing but for the fee', () => {
  const events = [event('Balances.Transfer', { from: ME, to: ME, amount: '100' }), fee()]
  expect(describeHistory(events, ME)).toMatchObject([{ kind: 'sent', change: -5n }])
})

test('publishing sets a deposit aside; several samples in one transaction are counted', () => {
  const publish = (sample: number) => [
    event('SampleRegistry.SampleRegistered', { sample, owner: ME }),
    event('Balances.Reserved', { who: ME, amount: '40' }),
  ]
  const [entry] = describeHistory([...publish(2), ...publish(1), fee()], ME)
  expect(entry).toMatchObject({ kind: 'published', count: 2, deposit: 80n, fee: 5n, change: -85n })
  expect(describeHistory([...publish(3), fee()], ME)).toMatchObject([{ kind: 'published', sample: 3, count: 1 }])
})

test('a purchase is one entry with its licence; for a seller it is a share of a sale', () => {
  const bought = [
    event('SampleRegistry.LicenceIssued', { licence: 9, purchase: 4, sample: 2, holder: ME }),
    event('SampleRegistry.PurchaseSettled', { purchase: 4 }),
    event('SampleRegistry.LicenceBought', { purchase: 4, sample: 2, buyer: ME, price: '1000' }),
    fee(),
  ]
  expect(describeHistory(bought, ME)).toMatchObject([
    { kind: 'bought', sample: 2, licence: 9, change: -1005n, fee: 5n, count: 1 },
  ])
  const sold = [event('SampleRegistry.SharePaid', { purchase: 4, to: ME, amount: '900', credited: false })]
  expect(describeHistory(sold, ME)).toMatchObject([{ kind: 'sale', change: 900n }])
})

test('what is credited is no money yet; claiming it is', () => {
  const credited = [event('SampleRegistry.SharePaid', { to: ME, amount: '900', credited: true })]
  expect(describeHistory(credited, ME)).toMatchObject([{ kind: 'credited', change: 0n }])
  const claimed = [event('SampleRegistry.Claimed', { account: ME, amount: '900' }), fee()]
  expect(describeHistory(claimed, ME)).toMatchObject([{ kind: 'claimed', change: 895n }])
})

test('licences and samples that go from hand to hand', () => {
  const passed = (from: string, to: string) => [event('SampleRegistry.LicenceTransferred', { licence: 9, from, to })]
  expect(describeHistory(passed(ME, OTHER), ME)).toMatchObject([{ kind: 'licencePassedOn', other: OTHER, licence: 9 }])
  expect(describeHistory(passed(OTHER, ME), ME)).toMatchObject([{ kind: 'licenceReceived', other: OTHER, licence: 9 }])
  const handed = (from: string, to: string) => [event('SampleRegistry.OwnershipTransferred', { sample: 2, from, to })]
  expect(describeHistory(handed(ME, OTHER), ME)).toMatchObject([{ kind: 'ownershipOut', other: OTHER }])
  expect(describeHistory(handed(OTHER, ME), ME)).toMatchObject([{ kind: 'ownershipIn', other: OTHER }])
})

test('a transaction that only cost its fee, and events nobody has words for', () => {
  expect(describeHistory([fee()], ME)).toMatchObject([{ kind: 'fee', change: -5n }])
  expect(describeHistory([event('SampleRegistry.Later', { sample: 1 })], ME)).toMatchObject([
    { kind: 'other', name: 'SampleRegistry.Later', change: 0n },
  ])
  expect(describeHistory([{ ...event('Balances.Reserved', {}), data: undefined }], ME)).toMatchObject([{ change: 0n }])
})

test('different transactions, and what a block does by itself, are entries of their own, in their order', () => {
  const events = [
    event('Balances.DustLost', { account: ME, amount: '3' }, null, 9),
    event('Balances.Transfer', { from: ME, to: OTHER, amount: '1' }, 2, 8),
    event('Balances.Transfer', { from: ME, to: OTHER, amount: '2' }, 1, 8),
    event('Balances.Transfer', { from: ME, to: OTHER, amount: '4' }, 1, 7),
  ]
  expect(describeHistory(events, ME).map(({ change }) => change)).toEqual([-3n, -1n, -2n, -4n])
})

test('while more is to be loaded, a transaction that may be cut in two is held back', () => {
  const sent = event('Balances.Transfer', { from: ME, to: OTHER, amount: '100' }, 2)
  const reserved = event('Balances.Reserved', { who: ME, amount: '40' }, 1)
  expect(describeHistory([sent, reserved], ME, true)).toMatchObject([{ kind: 'sent' }])
  expect(describeHistory([reserved], ME, true)).toEqual([])
  const published = event('SampleRegistry.SampleRegistered', { sample: 3, owner: ME })
  expect(describeHistory([sent, reserved, published, fee()], ME)).toMatchObject([
    { kind: 'sent' },
    { kind: 'published', deposit: 40n, fee: 5n },
  ])
})
