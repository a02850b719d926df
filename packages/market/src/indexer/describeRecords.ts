import { type Codec } from '@echochain/codec'
import { describeValue } from '@echochain/frame'
import { cidFromBytes } from '@echochain/content'
import {
  computeOfferHash,
  type Licence,
  type LicenceId,
  type Offer,
  Parent,
  type Purchase,
  type PurchaseId,
  RoyaltyShare,
  type Sample,
  type SampleId,
} from '@echochain/runtime'
import type { Insertable } from 'kysely'
import { keyNames } from '../audio/key/MusicalKey.ts'
import type { LicenceRow, PurchaseRow, SampleRow } from '../database/schema.ts'
import { searchWords } from '../database/searchWords.ts'
import type { JsonValue } from '../JsonValue.ts'
import type { AddressBook } from './AddressBook.ts'

/** An offer as it is stored and shown. */
export interface OfferView {
  /** What a buyer names in `buy_licence`. */
  readonly offerHash: string
  readonly kind: Offer['kind']
  readonly terms: string
  readonly asset: 'Native' | { readonly asset: number }
  readonly price: string
  readonly transferable: boolean
}

export const describeOffers = (offers: readonly Offer[]): OfferView[] =>
  offers.map((offer) => ({
    offerHash: computeOfferHash(offer),
    kind: offer.kind,
    terms: offer.terms,
    asset: offer.asset.type === 'Native' ? 'Native' : { asset: offer.asset.value },
    price: offer.price.value.toString(),
    transferable: offer.transferable,
  }))

/** The lowest price in ECHO. */
export function lowestPrice(offers: readonly Offer[]): bigint | null {
  const prices = offers.filter(({ asset }) => asset.type === 'Native').map(({ price }) => price.value)
  return prices.length === 0 ? null : prices.reduce((lowest, price) => (price < lowest ? price : lowest))
}

export interface SampleFacts {
  readonly reports: number
  readonly requireApproval: boolean
}

/** The row of a sample, but for how often it was sold. */
export function describeSample(
  id: SampleId,
  sample: Sample,
  { reports, requireApproval }: SampleFacts,
  addresses: AddressBook,
): Omit<Insertable<SampleRow>, 'sales' | 'search'> {
  const { metadata, content } = sample
  const isApproved = sample.status === 'Approved' || (sample.status === 'Pending' && !requireApproval)
  const plainly = (codec: Codec<any>, values: readonly unknown[]): JsonValue =>
    values.map((value) => describeValue(codec.type, value, { address: (account) => addresses.addressOf(account) }))
  return {
    id,
    owner: addresses.addressOf(sample.owner),
    title: metadata.title,
    tags: metadata.tags,
    kind: metadata.kind,
    bpm: BigInt(metadata.bpm),
    key: metadata.key ?? null,
    duration_ms: BigInt(content.durationMs),
    format: content.format,
    size_bytes: content.size,
    content_cid: cidFromBytes(content.contentCid),
    preview_cid: content.previewCid ? cidFromBytes(content.previewCid) : null,
    plain_hash: content.plainHash,
    key_commitment: content.keyCommitment ?? null,
    plain_root: content.plainRoot,
    storage_root: content.storageRoot,
    fingerprint_hash: content.fingerprintHash ?? null,
    offers: describeOffers(sample.offers) as unknown as JsonValue,
    min_price: lowestPrice(sample.offers),
    royalties: plainly(RoyaltyShare, sample.royalties),
    parents: plainly(Parent, sample.parents),
    parent_ids: sample.parents.map((parent) => parent.sample),
    status: sample.status,
    for_sale: isApproved && !sample.exclusivelyLicensed && sample.offers.length > 0,
    exclusively_licensed: sample.exclusivelyLicensed,
    key_agent: sample.keyAgent === undefined ? null : addresses.addressOf(sample.keyAgent),
    deposit: sample.deposit,
    dispute_bond: sample.disputeBond,
    registered_at: sample.registeredAt,
    registered_live_ms: sample.registeredLiveMs,
    reports,
    words: sampleWords(sample),
  }
}

/** Title, tags, kind, tempo and key: what somebody types who looks for a sound. */
const sampleWords = ({ metadata: { title, tags, kind, bpm, key } }: Sample): string[] =>
  searchWords(
    [
      title,
      ...tags,
      kind === 'OneShot' ? 'one shot oneshot' : kind,
      bpm > 0 ? `${Math.round(bpm / 1000)} ${Math.round(bpm / 1000)}bpm` : '',
      key === undefined ? '' : keyNames(key).join(' '),
    ].join(' '),
  )

export const describePurchase = (id: PurchaseId, purchase: Purchase, addresses: AddressBook): PurchaseRow => ({
  id,
  sample: purchase.sample,
  buyer: addresses.addressOf(purchase.buyer),
  seller: addresses.addressOf(purchase.seller),
  offer_hash: purchase.offerHash,
  price: purchase.price,
  state: purchase.state,
  delivery_escrow: purchase.deliveryEscrow,
  licence: purchase.licence ?? null,
  opened_at: purchase.openedAt,
  opened_live_ms: purchase.openedLiveMs,
  settled_live_ms: purchase.settledLiveMs ?? null,
})

export const describeLicence = (id: LicenceId, licence: Licence, addresses: AddressBook): LicenceRow => ({
  id,
  sample: licence.sample,
  purchase: licence.purchase,
  holder: addresses.addressOf(licence.holder),
  kind: licence.kind,
  terms: licence.terms,
  transferable: licence.transferable,
  issued_at: licence.issuedAt,
  issued_live_ms: licence.issuedLiveMs,
})
