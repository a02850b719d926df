import {
  type MultiAddress,
  type Offer,
  type Runtime,
  runtimeCall,
  type RuntimeCall,
  type SampleDetail,
  type SampleMetadata,
  sampleRegistry,
} from '@echochain/sdk'
import { type DescriptionForm, readDescription, writeBpm } from '../../../sampleForm/DescriptionForm.ts'
import { type OffersForm, readOffers, writeOffers } from '../../../sampleForm/OffersForm.ts'

const { calls } = sampleRegistry

/** A sample of the chain in the fields it is changed with. */
export const writeSample = ({ title, tags, kind, bpm, key, offers }: SampleDetail) => ({
  description: {
    title,
    tags,
    kind,
    bpm: writeBpm(Math.round((bpm ?? 0) * 1000)),
    key: key?.value ?? null,
  } satisfies DescriptionForm,
  ...writeOffers(offers),
})

/** What was changed in the fields, ready for the chain; undefined where it is as before. */
export interface SampleChanges {
  readonly metadata?: SampleMetadata
  readonly offers?: readonly Offer[]
}

/** What differs from the sample, or the problems of the fields. `others` are offers that stay as they are. */
export function readChanges(
  sample: SampleDetail,
  description: DescriptionForm,
  offers: OffersForm,
): { readonly changes?: SampleChanges; readonly problems: Readonly<Record<string, string>> } {
  const before = writeSample(sample)
  const read = { description: readDescription(description), offers: readOffers(offers) }
  const problems = { ...read.description.problems, ...read.offers.problems }
  if (!read.description.value || !read.offers.value) return { problems }
  const metadata = isSame(read.description.value, readDescription(before.description).value)
    ? undefined
    : read.description.value
  const isSameOffers = isSame(read.offers.value, readOffers(before.form).value)
  return {
    problems,
    changes: { metadata, offers: isSameOffers ? undefined : [...read.offers.value, ...before.others] },
  }
}

const isSame = (a: unknown, b: unknown): boolean => textOf(a) === textOf(b)

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))

/** One call for all that was changed; undefined for nothing. */
export function changeCall(
  { modules }: Runtime,
  sample: number,
  { metadata, offers }: SampleChanges,
): RuntimeCall | undefined {
  const changes = [
    ...(metadata ? [runtimeCall(calls.updateMetadata, { sample, metadata })] : []),
    ...(offers ? [runtimeCall(calls.setOffers, { sample, offers })] : []),
  ]
  if (changes.length < 2) return changes[0]
  const utility = modules.find(({ name }) => name === 'Utility')
  return runtimeCall(utility!.calls!.batchAll, { calls: changes })
}

export const stopSaleCall = (sample: number): RuntimeCall => runtimeCall(calls.setOffers, { sample, offers: [] })

/** Offers it to a new owner; naming the present one takes an offer back, or declines it. */
export const handOverCall = (sample: number, to: MultiAddress): RuntimeCall =>
  runtimeCall(calls.transferOwnership, { sample, to })

export const acceptCall = (sample: number): RuntimeCall =>
  runtimeCall(calls.acceptOwnership, { sample, deliveryKey: undefined })
