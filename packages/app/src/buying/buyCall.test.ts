import { computeOfferHash, createOffer, LICENCE_TERMS, type SampleOffer, termsHash } from '@echochain/sdk'
import { expect, test } from 'vitest'
import { buyCall } from './buyCall.ts'

const shown: SampleOffer = {
  offerHash: `0x${'ff'.repeat(32)}`,
  kind: 'Commercial',
  terms: termsHash(LICENCE_TERMS.Commercial),
  asset: 'Native',
  price: '9007199254740993',
  transferable: true,
}

test('buys what was shown, whatever hash the market gave for it, for at most the price shown', () => {
  const { call, args } = buyCall(7, shown)
  expect(call.path).toBe('SampleRegistry.buy_licence')
  expect(args).toEqual({
    sample: 7,
    offerHash: computeOfferHash(createOffer('Commercial', 1n)),
    maxPrice: 9_007_199_254_740_993n,
    deliveryKey: undefined,
  })
  expect(buyCall(7, { ...shown, transferable: false }).args.offerHash).not.toBe(args.offerHash)
})
