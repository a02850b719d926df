import { type LicenceCard, LICENCE_TERMS, type SampleOffer, termsHash } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { examineOffer, heldOfKind, type OfferFacts } from './examineOffer.ts'

const offer = (price: string, change: Partial<SampleOffer> = {}): SampleOffer => ({
  offerHash: `0x${'01'.repeat(32)}`,
  kind: 'Personal',
  terms: termsHash(LICENCE_TERMS.Personal),
  asset: 'Native',
  price,
  transferable: true,
  ...change,
})
const balance = (transferable: string) => ({ free: '1000', reserved: '0', frozen: '0', transferable })
const facts = (change: { sample?: Partial<OfferFacts['sample']>; transferable?: string } = {}): OfferFacts => ({
  sample: { owner: '5Seller', forSale: true, offers: [offer('100')], ...change.sample },
  buyer: { address: '5Buyer', balance: balance(change.transferable ?? '1000') },
  held: [],
})

describe('an offer, looked at again before it is bought', () => {
  test('is as it was', () => {
    expect(examineOffer(offer('100'), facts())).toEqual({ type: 'buyable', offer: offer('100'), held: [] })
  })

  test('costs more now: the person is asked, with both prices', () => {
    expect(examineOffer(offer('90'), facts())).toMatchObject({
      type: 'buyable',
      offer: { price: '100' },
      raisedFrom: '90',
    })
  })

  test('costs less now: the lower price is paid without a question', () => {
    expect(examineOffer(offer('110'), facts())).toEqual({ type: 'buyable', offer: offer('100'), held: [] })
  })

  test('prices are compared as numbers beyond 2^53, not as text', () => {
    const sample = { offers: [offer('9007199254740993')] }
    const transferable = '10000000000000000'
    expect(examineOffer(offer('9007199254740992'), facts({ sample, transferable }))).toHaveProperty('raisedFrom')
    expect(examineOffer(offer('9007199254740994'), facts({ sample, transferable }))).not.toHaveProperty('raisedFrom')
  })

  test.each([
    ['withdrawn', { offers: [] }],
    ['under other terms', { offers: [offer('100', { offerHash: `0x${'02'.repeat(32)}` })] }],
    ['of a sample no longer for sale', { forSale: false }],
  ])('is gone: %s', (_, sample) => {
    expect(examineOffer(offer('100'), facts({ sample }))).toEqual({ type: 'gone' })
  })

  test('is the buyer’s own', () => {
    expect(examineOffer(offer('100'), facts({ sample: { owner: '5Buyer' } }))).toEqual({ type: 'ownSample' })
  })

  test('costs more than the buyer can spend', () => {
    expect(examineOffer(offer('100'), facts({ transferable: '99' }))).toEqual({
      type: 'poor',
      price: '100',
      available: '99',
    })
    expect(examineOffer(offer('100'), facts({ transferable: '100' }))).toMatchObject({ type: 'buyable' })
  })
})

test('of licences held, only those of the same kind make another one needless', () => {
  const held = [
    { id: 1, kind: 'Personal' },
    { id: 2, kind: 'Commercial' },
    { id: 3, kind: 'Personal' },
  ] as LicenceCard[]
  expect(heldOfKind(held, 'Personal').map(({ id }) => id)).toEqual([1, 3])
  expect(heldOfKind(held, 'Exclusive')).toEqual([])
})
