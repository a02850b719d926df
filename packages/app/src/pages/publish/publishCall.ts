import type { AccountId } from '@echochain/codec'
import {
  computeSampleDeposit,
  type ContentDescription,
  registerCall,
  type Runtime,
  runtimeCall,
  type RuntimeCall,
  type SampleDraft,
} from '@echochain/sdk'
import { readDescription } from '../../sampleForm/DescriptionForm.ts'
import { readOffers } from '../../sampleForm/OffersForm.ts'
import { good, type Reading } from '../../sampleForm/Reading.ts'
import type { Draft } from './drafts/Draft.ts'
import { readSplit } from './split/SplitForm.ts'

/** A draft that can be registered. */
export interface ReadyDraft {
  readonly id: string
  readonly content: ContentDescription
  readonly sample: SampleDraft
}

/** What would be registered of an uploaded draft, or what is wrong with its form. */
export function readDraft({ id, content, sound, form }: Draft, owner: AccountId | undefined): Reading<ReadyDraft> {
  const description = readDescription(form)
  const offers = readOffers(form.offers)
  const split = readSplit(form, owner)
  const problems = { ...description.problems, ...offers.problems, ...split.problems }
  if (!description.value || !offers.value || !split.value || !content || !sound) return { problems }
  const { durationMs, format } = sound
  const sample = { metadata: description.value, durationMs, format, offers: offers.value, ...split.value }
  return good({ id, content, sample })
}

/** Registers one sample, or all of several or none. */
export function publishCall({ modules }: Runtime, drafts: readonly ReadyDraft[]): RuntimeCall {
  const calls = drafts.map(({ content, sample }) => registerCall(content, sample))
  if (calls.length === 1) return calls[0]
  const utility = modules.find(({ name }) => name === 'Utility')
  return runtimeCall(utility!.calls!.batchAll, { calls })
}

/** What is set aside on the owner's account for them. */
export const depositOf = (drafts: readonly ReadyDraft[]): bigint =>
  drafts.reduce((sum, { content, sample }) => sum + computeSampleDeposit(content, sample), 0n)
