import { blake2b256, bool, encode, H256, type Hash, struct, toHex, unit, union } from '@echochain/codec'
import { Asset, LicenceKind, type Offer } from './records.ts'

const PriceRuleWithoutAmount = union('', { Fixed: [0, unit] })

const OfferTerms = struct('', {
  kind: LicenceKind,
  terms: H256,
  asset: Asset,
  price: PriceRuleWithoutAmount,
  transferable: bool,
})

/**
 * blake2b-256 over kind, terms, asset, price rule and transferability (protocol.md §6): a buyer names it, so that terms
 * cannot change under the buyer. The amount is left out: `max_price` bounds that.
 */
export const computeOfferHash = (offer: Offer): Hash =>
  toHex(blake2b256(encode(OfferTerms, { ...offer, price: { type: offer.price.type, value: undefined } })))
