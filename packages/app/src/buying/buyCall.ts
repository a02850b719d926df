import type { Hash } from '@echochain/codec'
import {
  computeOfferHash,
  type Inclusion,
  type LicenceId,
  readPurchase,
  type RuntimeCall,
  runtimeCall,
  type SampleId,
  type SampleOffer,
  sampleRegistry,
} from '@echochain/sdk'

/**
 * The call that buys under exactly the terms shown, for at most the price shown. The hash is computed from them here:
 * if the market had shown other terms than it names, the chain would refuse the purchase.
 */
export function buyCall(sample: SampleId, { kind, terms, price, transferable }: SampleOffer): RuntimeCall {
  const maxPrice = BigInt(price)
  const asset = { type: 'Native', value: undefined } as const
  const offerHash: Hash = computeOfferHash({
    kind,
    terms,
    asset,
    price: { type: 'Fixed', value: maxPrice },
    transferable,
  })
  return runtimeCall(sampleRegistry.calls.buyLicence, { sample, offerHash, maxPrice, deliveryKey: undefined })
}

/** The number of the licence that a transaction bought. Throws `SdkError` if it bought none. */
export const readBought = ({ events }: Inclusion): LicenceId => readPurchase(events).licence
