import { ACCOUNT_ID_LENGTH, accountIdFromBytes } from '@echochain/codec'
import type { ContentDescription } from '@echochain/content'
import type { RuntimeCall } from '@echochain/frame'
import { computeDeposit, type Sample } from '@echochain/runtime'
import { registerCall, type SampleDraft } from './publishSample.ts'

/** Parts of a record whose room does not depend on what they say. */
const FIXED: Omit<Sample, 'metadata' | 'content' | 'offers' | 'royalties' | 'parents'> = {
  owner: accountIdFromBytes(new Uint8Array(ACCOUNT_ID_LENGTH)),
  status: 'Pending',
  exclusivelyLicensed: false,
  keyAgent: undefined,
  deposit: 0n,
  disputeBond: 0n,
  registeredAt: 0,
  registeredLiveMs: 0n,
}

/** What the chain sets aside on the owner's account for the room of what `register_sample` with these arguments makes. */
export const registrationDeposit = (args: RuntimeCall['args']): bigint =>
  computeDeposit({ ...FIXED, ...(args as unknown as Omit<Sample, keyof typeof FIXED>) })

/** The same of a sample that is not registered yet. */
export const computeSampleDeposit = (content: ContentDescription, draft: SampleDraft): bigint =>
  registrationDeposit(registerCall(content, draft).args)
