import type { Hash } from '@echochain/codec'
import type { LicenceKind, SampleId, SampleKind, SampleStatus } from '@echochain/runtime'
import type { BlockReference, PageQuery } from './Page.ts'

/** All there are: what asks for a status asks for these when it wants every sample. */
export const SAMPLE_STATUSES = [
  'Pending',
  'Approved',
  'Rejected',
  'Disputed',
  'Removed',
] as const satisfies readonly SampleStatus[]

// Samples as a market's REST API gives them. Amounts are decimal strings of 10⁻¹² ECHO.

/** A musical key: 0–11 for C to B major, 12–23 for C to B minor. */
export interface KeyName {
  readonly value: number
  /** Such as "A minor". */
  readonly name: string
  readonly camelot: string
}

/** What a list of samples shows of each. */
export interface SampleCard {
  readonly id: SampleId
  readonly title: string
  readonly owner: string
  readonly kind: SampleKind
  /** Beats per minute; null where there is no tempo. */
  readonly bpm: number | null
  readonly key: KeyName | null
  readonly tags: readonly string[]
  readonly durationMs: number
  readonly format: string
  readonly contentCid: string
  readonly previewCid: string | null
  /** Null where nothing is offered. */
  readonly minPrice: string | null
  readonly forSale: boolean
  readonly status: SampleStatus
  /** Licences sold. */
  readonly sales: number
  readonly registeredAt: BlockReference
  /** If asked for: see `decodePeaks`; null while they are not known. */
  readonly peaks?: string | null
}

export interface SampleOffer {
  /** What `buy_licence` names. */
  readonly offerHash: Hash
  readonly kind: LicenceKind
  /** SHA-256 of the licence text; see `findTerms`. */
  readonly terms: Hash
  readonly asset: 'Native' | { readonly asset: number }
  readonly price: string
  readonly transferable: boolean
}

export interface SampleParent {
  readonly sample: SampleId
  readonly basisPoints: number
  readonly title: string | null
  readonly owner: string | null
}

/** All that a market knows about a sample. */
export interface SampleDetail extends SampleCard {
  /** As the owner states it, a decimal number. */
  readonly sizeBytes: string
  readonly plainHash: Hash
  readonly plainRoot: Hash
  readonly storageRoot: Hash
  readonly keyCommitment: Hash | null
  readonly fingerprintHash: Hash | null
  readonly offers: readonly SampleOffer[]
  readonly royalties: readonly { readonly account: string; readonly basisPoints: number }[]
  readonly parents: readonly SampleParent[]
  /** How many samples are made from this one: search for them by `parent`. */
  readonly children: number
  readonly exclusivelyLicensed: boolean
  readonly keyAgent: string | null
  readonly deposit: string
  readonly disputeBond: string
  readonly reports: number
  /** Sum of all prices paid. */
  readonly revenue: string
  /** Hash of the extrinsic that registered it. */
  readonly registeredBy: Hash | null
  /** Whether this market has the file. */
  readonly stored: boolean
  /** Key of the record in the state, for `state_getReadProof`. */
  readonly storageKey: string
}

/** By what samples can be searched for. All conditions given hold together; of a list of values one, of tags each. */
export interface SampleFilters {
  /** Words, or beginnings of words, in title, tags, kind, tempo and key. */
  readonly q?: string
  readonly tag?: string | readonly string[]
  readonly kind?: SampleKind | readonly SampleKind[]
  /** Beats per minute. */
  readonly bpmMin?: number
  readonly bpmMax?: number
  /** "A minor", "Am", "8A" or 0 to 23. */
  readonly key?: string | number | readonly (string | number)[]
  /** Also those with the same notes: C major with A minor. */
  readonly relative?: boolean
  /** Lowest price at least this, in units of 10⁻¹² ECHO. */
  readonly priceMin?: string | bigint
  readonly priceMax?: string | bigint
  readonly durationMinMs?: number
  readonly durationMaxMs?: number
  readonly forSale?: boolean
  /** If not given: all but rejected and removed samples. */
  readonly status?: SampleStatus | readonly SampleStatus[]
  readonly owner?: string
  /** Samples this account holds a licence of. */
  readonly holder?: string
  /** Samples this account has a royalty share of. */
  readonly shareholder?: string
  /** Samples made from this one. */
  readonly parent?: SampleId
  /** Samples this one was made from. */
  readonly child?: SampleId
  readonly derived?: boolean
  /** CID of the file. */
  readonly content?: string
}

export type SampleSort = 'newest' | 'oldest' | 'popular' | 'priceAsc' | 'priceDesc' | 'bpmAsc' | 'bpmDesc'

/** What to search samples by, in which order, and which page. */
export interface SampleQuery extends SampleFilters, PageQuery {
  /** By price: samples with an offer only; by tempo: those that have one. */
  readonly sort?: SampleSort
  /** Include waveforms of so many pairs, at most 800. */
  readonly peaks?: number
}

/** How many of the samples a search finds are of which kind, key, tag and format, and their ranges. */
export interface SampleFacets {
  readonly total: number
  readonly kinds: readonly { readonly kind: SampleKind; readonly count: number }[]
  readonly keys: readonly { readonly key: KeyName; readonly count: number }[]
  /** The most frequent. */
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  readonly formats: readonly { readonly format: string; readonly count: number }[]
  readonly bpm: { readonly min: number; readonly max: number } | null
  readonly price: { readonly min: string; readonly max: string } | null
}

export interface SamplePrice {
  readonly block: BlockReference
  readonly minPrice: string | null
  readonly offers: readonly SampleOffer[]
}

/** The waveform of a sample. */
export interface Waveform {
  readonly cid: string
  readonly pairs: number
  readonly durationMs: number
  /** See `decodePeaks`. */
  readonly peaks: string
}
