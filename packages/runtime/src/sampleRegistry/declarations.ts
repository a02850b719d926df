import { AccountId, bool, bytes, H256, option, struct, text, u128, u32 } from '@echochain/codec'
import { error, event, map, value, declareStorage } from '@echochain/frame'
import {
  Licence,
  LicenceId,
  PaymentRole,
  Purchase,
  PurchaseId,
  ReportReason,
  Sample,
  SampleId,
  SampleStatus,
} from './records.ts'

/** Details of a report are not stored, only shown in its event. */
export const MAX_REPORT_BYTES = 512

const OwnershipOffer = struct('echo_sample_registry::OwnershipOffer', { to: AccountId, offeredAt: u32 })

export const registryStorage = declareStorage('SampleRegistry', {
  sample: map('Every registered sample.', SampleId, Sample, { hasher: 'twox_64_concat' }),
  nextSampleId: value('The number the next sample gets.', SampleId, 1),
  sampleByContent: map('The sample a file belongs to, by the CID of the file.', bytes(64), SampleId),
  ownershipOffer: map('Samples offered to a new owner who has not accepted yet.', SampleId, OwnershipOffer, {
    hasher: 'twox_64_concat',
  }),
  purchase: map('Every purchase.', PurchaseId, Purchase, { hasher: 'twox_64_concat' }),
  nextPurchaseId: value('The number the next purchase gets.', PurchaseId, 1),
  licence: map('Every licence.', LicenceId, Licence, { hasher: 'twox_64_concat' }),
  nextLicenceId: value('The number the next licence gets.', LicenceId, 1),
  claimable: map(
    'What was too little to be paid to an account that does not exist, until it claims it.',
    AccountId,
    u128,
    {
      initial: 0n,
    },
  ),
  reportCount: map('How often a sample was reported.', SampleId, u32, { hasher: 'twox_64_concat', initial: 0 }),
  requireApproval: value('Whether samples can be bought only once they are approved.', bool, false),
})

export const registryEvents = {
  SampleRegistered: event(0, 'A sample was published.', { sample: SampleId, owner: AccountId }),
  MetadataUpdated: event(1, 'A sample’s description was corrected.', { sample: SampleId }),
  OffersSet: event(2, 'A sample’s licence offers were replaced.', { sample: SampleId }),
  OwnershipOffered: event(3, 'A sample was offered to a new owner.', {
    sample: SampleId,
    from: AccountId,
    to: AccountId,
  }),
  OwnershipOfferCancelled: event(4, 'A new owner was not wanted any more, or did not want the sample.', {
    sample: SampleId,
    by: AccountId,
  }),
  OwnershipTransferred: event(5, 'A sample has a new owner.', { sample: SampleId, from: AccountId, to: AccountId }),
  LicenceBought: event(6, 'A licence was bought.', {
    purchase: PurchaseId,
    sample: SampleId,
    buyer: AccountId,
    offerHash: H256,
    price: u128,
  }),
  PurchaseSettled: event(7, 'The money of a purchase was divided.', {
    purchase: PurchaseId,
    fee: u128,
    burned: u128,
    treasury: u128,
    deliveryEscrow: u128,
  }),
  SharePaid: event(8, 'Somebody was paid a share of a purchase, or credited with it to claim it.', {
    purchase: PurchaseId,
    to: AccountId,
    amount: u128,
    role: PaymentRole,
    credited: bool,
  }),
  LicenceIssued: event(9, 'A licence came into being.', {
    licence: LicenceId,
    purchase: PurchaseId,
    sample: SampleId,
    holder: AccountId,
  }),
  LicenceTransferred: event(10, 'A licence has a new holder.', { licence: LicenceId, from: AccountId, to: AccountId }),
  Claimed: event(11, 'An account took what it was credited with.', { account: AccountId, amount: u128 }),
  SampleReported: event(12, 'Somebody objects to a sample.', {
    sample: SampleId,
    by: AccountId,
    reason: ReportReason,
    details: text(MAX_REPORT_BYTES),
  }),
  StatusSet: event(13, 'A sample was judged.', {
    sample: SampleId,
    status: SampleStatus,
    previous: option(SampleStatus),
  }),
}

export const registryErrors = {
  UnknownSample: error(0, 'There is no sample with this number.'),
  UnknownLicence: error(1, 'There is no licence with this number.'),
  NotOwner: error(2, 'Only the owner of the sample may do this.'),
  NotHolder: error(3, 'Only the holder of the licence may do this.'),
  ContentAlreadyRegistered: error(4, 'This file is registered as another sample.'),
  BadContent: error(5, 'The content is not described consistently: check CID, sizes, hashes and key commitment.'),
  EmptyTitle: error(6, 'A sample needs a title.'),
  BadTag: error(7, 'Tags must not be empty and not occur twice.'),
  BadKey: error(8, 'A key is a number from 0 (C major) to 23 (B minor).'),
  DuplicateOffer: error(9, 'Two offers differ in nothing but their price.'),
  UnsupportedAsset: error(10, 'Prices can be set in ECHO only.'),
  SharesTooHigh: error(11, 'The royalty shares come to more than 10,000 basis points.'),
  BadShare: error(12, 'A share must be above 0 and each account may have one only.'),
  UnknownParent: error(13, 'A parent is not a registered sample.'),
  UpstreamTooHigh: error(14, 'The parents’ shares come to more than 5,000 basis points.'),
  NotForSale: error(15, 'The sample cannot be bought: it is not approved, removed, disputed or exclusively licensed.'),
  OfferNotFound: error(16, 'The sample has no such offer (any more).'),
  PriceTooHigh: error(17, 'The price is above the maximum the buyer named.'),
  OwnSample: error(18, 'Owners need no licence for their own samples.'),
  DeliveryKeyNotNeeded: error(19, 'The file is stored in the clear, so no delivery key is needed.'),
  NotTransferable: error(20, 'This licence cannot be handed on.'),
  NotOffered: error(21, 'The sample has not been offered to this account.'),
  NothingToClaim: error(22, 'There is nothing to claim.'),
  SealedFilesNotSupported: error(23, 'Sealed files are not supported by this version.'),
  ExclusivelyLicensed: error(24, 'An exclusive licence was sold, so that no other licence can be offered.'),
  StatusUnchanged: error(25, 'The sample has this status already.'),
}
