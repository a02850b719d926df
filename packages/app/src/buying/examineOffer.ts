import type { LicenceCard, LicenceKind, MarketAccount, SampleDetail, SampleOffer } from '@echochain/sdk'

/** What a person must know, or decide, before buying. */
export type OfferExamination =
  /** The offer as it is now; `raisedFrom` is the price the person saw if it was lower. */
  | {
      readonly type: 'buyable'
      readonly offer: SampleOffer
      readonly raisedFrom?: string
      /** Licences of the sample that the account holds already. */
      readonly held: readonly LicenceCard[]
    }
  | { readonly type: 'gone' }
  | { readonly type: 'ownSample' }
  | { readonly type: 'poor'; readonly price: string; readonly available: string }

/** What the market knows at the moment of buying. */
export interface OfferFacts {
  readonly sample: Pick<SampleDetail, 'owner' | 'offers' | 'forSale'>
  readonly buyer: Pick<MarketAccount, 'address' | 'balance'>
  /** Licences of this sample held by the buyer. */
  readonly held: readonly LicenceCard[]
}

/** Compares the offer a person saw with how things stand now. The chain checks all of this again. */
export function examineOffer(seen: SampleOffer, { sample, buyer, held }: OfferFacts): OfferExamination {
  if (sample.owner === buyer.address) return { type: 'ownSample' }
  const offer = sample.forSale ? sample.offers.find(({ offerHash }) => offerHash === seen.offerHash) : undefined
  if (!offer) return { type: 'gone' }
  const price = BigInt(offer.price)
  if (price > BigInt(buyer.balance.transferable))
    return { type: 'poor', price: offer.price, available: buyer.balance.transferable }
  return { type: 'buyable', offer, held, ...(price > BigInt(seen.price) && { raisedFrom: seen.price }) }
}

/** Of licences held, those that already allow what another one of this kind would. */
export const heldOfKind = (held: readonly LicenceCard[], kind: LicenceKind): readonly LicenceCard[] =>
  held.filter((licence) => licence.kind === kind)
