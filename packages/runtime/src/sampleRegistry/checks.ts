import type { AccountId } from '@echochain/codec'
import { type Context, ensure } from '@echochain/frame'
import { MAX_UPSTREAM_BASIS_POINTS } from './bounds.ts'
import { registryErrors, registryStorage } from './declarations.ts'
import { computeOfferHash } from './offerHash.ts'
import type { Offer, Parent, RoyaltyShare, Sample, SampleContent, SampleMetadata } from './records.ts'

const ALL_BASIS_POINTS = 10_000
const KEYS = 24
/** CIDv1, then codec `raw` or `dag-pb`, then SHA-256 with 32 bytes (multiformats). */
const CID_PREFIXES = ['\x01\x55\x12\x20', '\x01\x70\x12\x20']
const CID_LENGTH = 36

export function checkMetadata({ title, tags, key }: SampleMetadata): void {
  ensure(title.trim() !== '', registryErrors.EmptyTitle)
  ensure(tags.every((tag) => tag.trim() !== '') && new Set(tags).size === tags.length, registryErrors.BadTag)
  ensure(key === undefined || key < KEYS, registryErrors.BadKey)
}

const isCid = (cid: Uint8Array): boolean =>
  cid.length === CID_LENGTH && CID_PREFIXES.includes(String.fromCharCode(...cid.subarray(0, 4)))

/** A file in the clear is stored as it is, so both roots are the same and there is no key. */
export function checkContent(content: SampleContent): void {
  ensure(content.keyCommitment === undefined, registryErrors.SealedFilesNotSupported)
  const consistent =
    content.size > 0n &&
    content.format !== '' &&
    isCid(content.contentCid) &&
    (content.previewCid === undefined || isCid(content.previewCid)) &&
    content.plainRoot === content.storageRoot
  ensure(consistent, registryErrors.BadContent)
}

export function checkOffers(
  offers: readonly Offer[],
  { exclusivelyLicensed }: Pick<Sample, 'exclusivelyLicensed'>,
): void {
  ensure(!exclusivelyLicensed || offers.length === 0, registryErrors.ExclusivelyLicensed)
  ensure(
    offers.every(({ asset }) => asset.type === 'Native'),
    registryErrors.UnsupportedAsset,
  )
  ensure(new Set(offers.map(computeOfferHash)).size === offers.length, registryErrors.DuplicateOffer)
}

export function checkRoyalties(royalties: readonly RoyaltyShare[]): void {
  const accounts = new Set<AccountId>(royalties.map(({ account }) => account))
  ensure(accounts.size === royalties.length && royalties.every(hasShare), registryErrors.BadShare)
  ensure(sumOf(royalties) <= ALL_BASIS_POINTS, registryErrors.SharesTooHigh)
}

export function checkParents(ctx: Context, parents: readonly Parent[]): void {
  const samples = new Set(parents.map(({ sample }) => sample))
  ensure(samples.size === parents.length && parents.every(hasShare), registryErrors.BadShare)
  ensure(sumOf(parents) <= MAX_UPSTREAM_BASIS_POINTS, registryErrors.UpstreamTooHigh)
  for (const sample of samples) ensure(ctx.slot(registryStorage.sample, sample).exists, registryErrors.UnknownParent)
}

const hasShare = ({ basisPoints }: { readonly basisPoints: number }): boolean => basisPoints > 0

const sumOf = (shares: readonly { readonly basisPoints: number }[]): number =>
  shares.reduce((sum, { basisPoints }) => sum + basisPoints, 0)
