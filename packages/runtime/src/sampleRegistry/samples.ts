import type { AccountId } from '@echochain/codec'
import { encode } from '@echochain/codec'
import { type Context, ensure, moduleError, type Slot } from '@echochain/frame'
import { reserve, unreserve } from '../balances/ledger.ts'
import { registryErrors, registryStorage } from './declarations.ts'
import { Sample, type SampleId } from './records.ts'

/** What a record costs as a deposit: 0.1 ECHO and 0.0001 for each byte. */
const DEPOSIT_BASE = 100_000_000_000n
const DEPOSIT_PER_BYTE = 100_000_000n

/** The deposit for the room a record takes in the state. */
export const computeDeposit = (sample: Sample): bigint =>
  DEPOSIT_BASE + DEPOSIT_PER_BYTE * BigInt(encode(Sample, sample).length)

/** The record of a sample; throws `UnknownSample`. */
export function sampleSlot(ctx: Context, id: SampleId): Slot<Sample> {
  const slot = ctx.slot(registryStorage.sample, id)
  if (!slot.exists) throw moduleError(registryErrors.UnknownSample)
  return slot as Slot<Sample>
}

/** The record of a sample that `account` owns; throws `UnknownSample` or `NotOwner`. */
export function ownedSampleSlot(ctx: Context, id: SampleId, account: AccountId): Slot<Sample> {
  const slot = sampleSlot(ctx, id)
  ensure(slot.value.owner === account, registryErrors.NotOwner)
  return slot
}

/** Writes a changed record and settles the difference in its deposit with the owner. */
export function rewrite(ctx: Context, slot: Slot<Sample>, changed: Sample): void {
  const deposit = computeDeposit(changed)
  if (deposit > changed.deposit) reserve(ctx, changed.owner, deposit - changed.deposit)
  else unreserve(ctx, changed.owner, changed.deposit - deposit)
  slot.value = { ...changed, deposit }
}
