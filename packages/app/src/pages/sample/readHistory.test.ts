import type { ChainEvent, SamplePrice } from '@echochain/sdk'
import { expect, it } from 'vitest'
import { readHistory } from './readHistory.ts'

const block = (number: number) => ({ number, hash: null, timestampMs: null, finalized: true })
const event = (number: number, name: string, data: unknown): ChainEvent => ({
  id: `${number}-0`,
  block: block(number),
  index: 0,
  phase: 'ApplyExtrinsic',
  extrinsic: null,
  name,
  data,
})
const price = (number: number, offers: readonly (readonly ['Personal' | 'Commercial', string])[]): SamplePrice => ({
  block: block(number),
  minPrice: null,
  offers: offers.map(([kind, amount]) => ({
    offerHash: '0x00',
    kind,
    terms: '0x00',
    asset: 'Native',
    price: amount,
    transferable: true,
  })),
})

const lines = (events: readonly ChainEvent[], prices: readonly SamplePrice[] = []) =>
  readHistory(events, prices).map(({ line }) => line)

it('tells what happened in the words of the trade', () => {
  const events = [
    event(9, 'SampleRegistry.LicenceIssued', { licence: 1, holder: 'B' }),
    event(9, 'SampleRegistry.LicenceBought', { purchase: 1, buyer: 'B', price: '5000000000000' }),
    event(5, 'SampleRegistry.SampleReported', { by: 'C', reason: 'Copyright', details: '' }),
    event(4, 'SampleRegistry.StatusSet', { status: 'Disputed', previous: 'Pending' }),
    event(2, 'SampleRegistry.SampleRegistered', { owner: 'A' }),
  ]
  expect(lines(events)).toEqual([
    { words: 'Licence bought by', address: 'B', amount: '5000000000000' },
    { words: 'Reported (somebody else’s rights) by', address: 'C' },
    { words: 'Status set: Disputed' },
    { words: 'Published by', address: 'A' },
  ])
})

it('tells to what the offers were changed, where that is known', () => {
  const events = [7, 6, 5].map((number) => event(number, 'SampleRegistry.OffersSet', { sample: 1 }))
  const prices = [
    price(7, []),
    price(6, [
      ['Personal', '5000000000000'],
      ['Commercial', '20000000000000'],
    ]),
  ]
  expect(lines(events, prices).map(({ words }) => words)).toEqual([
    'All offers withdrawn',
    'Offers changed: Personal 5 ECHO, Commercial 20 ECHO',
    'Offers changed',
  ])
})

it('shows what it does not know by its name, and takes data for what it is', () => {
  expect(lines([event(1, 'Other.Thing', null), event(1, 'SampleRegistry.StatusSet', { status: { odd: 1 } })])).toEqual([
    { words: 'Other.Thing' },
    { words: 'Status set: [object Object]' },
  ])
})
