import {
  AccountId,
  bool,
  bytes,
  fixedBytes,
  H256,
  literal,
  option,
  struct,
  text,
  u128,
  u16,
  u32,
  u64,
  u8,
  union,
  type Value,
  vec,
} from '@echochain/codec'
import { MAX_OFFERS, MAX_PARENTS, MAX_ROYALTIES, MAX_TAG_BYTES, MAX_TAGS, MAX_TITLE_BYTES } from './bounds.ts'

// The market's records, as protocol.md §6 fixes them. Variants of enums are only ever appended.

/** A CIDv1 with SHA-256 has 36 bytes; longer hashes would still fit. */
const MAX_CID_BYTES = 64
const MAX_FORMAT_BYTES = 16
const SEALED_KEY_BYTES = 80

const path = (name: string) => `echo_sample_registry::${name}`

export const SampleId = u32
export type SampleId = number
export const PurchaseId = u32
export type PurchaseId = number
export const LicenceId = u32
export type LicenceId = number

export const SampleKind = literal(path('SampleKind'), { Loop: 0, OneShot: 1, Stem: 2, Pack: 3 })
export type SampleKind = Value<typeof SampleKind>

export const SampleStatus = literal(path('SampleStatus'), {
  Pending: 0,
  Approved: 1,
  Rejected: 2,
  Disputed: 3,
  Removed: 4,
})
export type SampleStatus = Value<typeof SampleStatus>

/** What a licence allows. `Exclusive` is sold once and ends the sale of the sample. */
export const LicenceKind = literal(path('LicenceKind'), { Personal: 0, Commercial: 1, Exclusive: 2 })
export type LicenceKind = Value<typeof LicenceKind>

export const Asset = union(path('Asset'), { Native: [0], Asset: [1, u32] })
export type Asset = Value<typeof Asset>

export const PriceRule = union(path('PriceRule'), { Fixed: [0, u128] })
export type PriceRule = Value<typeof PriceRule>

/** A licence for sale. `terms` is the SHA-256 of the licence text. */
export const Offer = struct(path('Offer'), {
  kind: LicenceKind,
  terms: H256,
  asset: Asset,
  price: PriceRule,
  transferable: bool,
})
export type Offer = Value<typeof Offer>

export const RoyaltyShare = struct(path('RoyaltyShare'), { account: AccountId, basisPoints: u16 })
export type RoyaltyShare = Value<typeof RoyaltyShare>

/** A sample this one is made from, and the part of each sale that goes to it. */
export const Parent = struct(path('Parent'), { sample: SampleId, basisPoints: u16 })
export type Parent = Value<typeof Parent>

/** What describes a sample to people; the owner may correct it. */
export const SampleMetadata = struct(path('SampleMetadata'), {
  title: text(MAX_TITLE_BYTES),
  tags: vec(text(MAX_TAG_BYTES), MAX_TAGS),
  kind: SampleKind,
  /** Beats per minute in thousandths; 0 where there is no tempo. */
  bpm: u32,
  /** 0–11: C to B major, 12–23: C to B minor. */
  key: option(u8),
})
export type SampleMetadata = Value<typeof SampleMetadata>

/** What names the file of a sample; fixed for ever. */
export const SampleContent = struct(path('SampleContent'), {
  durationMs: u32,
  format: text(MAX_FORMAT_BYTES),
  /** Bytes of the file. */
  size: u64,
  contentCid: bytes(MAX_CID_BYTES),
  previewCid: option(bytes(MAX_CID_BYTES)),
  /** SHA-256 of the plain file. */
  plainHash: H256,
  /** blake2b-256 of the key of a sealed file; none while the file is stored in the clear. */
  keyCommitment: option(H256),
  /** SHA-256 Merkle roots over the 1 KiB segments of the plain and of the stored bytes. */
  plainRoot: H256,
  storageRoot: H256,
  fingerprintHash: option(H256),
})
export type SampleContent = Value<typeof SampleContent>

export const Sample = struct(path('Sample'), {
  owner: AccountId,
  metadata: SampleMetadata,
  content: SampleContent,
  offers: vec(Offer, MAX_OFFERS),
  royalties: vec(RoyaltyShare, MAX_ROYALTIES),
  parents: vec(Parent, MAX_PARENTS),
  status: SampleStatus,
  /** An exclusive licence was sold: there are no further sales. */
  exclusivelyLicensed: bool,
  /** Who delivers keys for the owner. */
  keyAgent: option(AccountId),
  /** Reserved on the owner's account for the room the record takes. */
  deposit: u128,
  /** Pays for disputes; 0 while the file is stored in the clear. */
  disputeBond: u128,
  registeredAt: u32,
  registeredLiveMs: u64,
})
export type Sample = Value<typeof Sample>

export const PurchaseState = literal(path('PurchaseState'), { Open: 0, Delivered: 1, Settled: 2, Refunded: 3 })
export type PurchaseState = Value<typeof PurchaseState>

export const Purchase = struct(path('Purchase'), {
  sample: SampleId,
  buyer: AccountId,
  seller: AccountId,
  offerHash: H256,
  price: u128,
  state: PurchaseState,
  /** The buyer's one-time X25519 key; none for files in the clear. */
  deliveryKey: option(fixedBytes(32)),
  /** The file's key, sealed for the buyer. */
  sealedKey: option(fixedBytes(SEALED_KEY_BYTES)),
  keyAgent: AccountId,
  /** Kept for whoever serves the file. */
  deliveryEscrow: u128,
  licence: option(LicenceId),
  openedAt: u32,
  openedLiveMs: u64,
  deliveredLiveMs: option(u64),
  settledLiveMs: option(u64),
})
export type Purchase = Value<typeof Purchase>

/** The right to use a sample: a token of its own, proven by a state proof of this record. */
export const Licence = struct(path('Licence'), {
  sample: SampleId,
  purchase: PurchaseId,
  holder: AccountId,
  kind: LicenceKind,
  terms: H256,
  transferable: bool,
  issuedAt: u32,
  issuedLiveMs: u64,
})
export type Licence = Value<typeof Licence>

export const ReportReason = literal(path('ReportReason'), { Copyright: 0, Mislabelled: 1, Unlawful: 2, Other: 3 })
export type ReportReason = Value<typeof ReportReason>

/** In what role somebody is paid by a sale. */
export const PaymentRole = union(path('PaymentRole'), { Owner: [0], Royalty: [1], Upstream: [2, SampleId] })
export type PaymentRole = Value<typeof PaymentRole>
