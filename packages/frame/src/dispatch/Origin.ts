import type { AccountId } from '@echochain/codec'
import { badOrigin } from './DispatchError.ts'

/** On whose behalf a call runs: an account that signed, the chain's own governance, or nobody (inherents). */
export type Origin =
  | { readonly type: 'Signed'; readonly account: AccountId }
  | { readonly type: 'Root' }
  | { readonly type: 'None' }

export const ROOT: Origin = { type: 'Root' }
export const NONE: Origin = { type: 'None' }
export const signedBy = (account: AccountId): Origin => ({ type: 'Signed', account })

/** The account behind a signed origin; any other throws `BadOrigin`. */
export function ensureSigned(origin: Origin): AccountId {
  if (origin.type !== 'Signed') throw badOrigin()
  return origin.account
}

export function ensureRoot(origin: Origin): void {
  if (origin.type !== 'Root') throw badOrigin()
}

export function ensureNone(origin: Origin): void {
  if (origin.type !== 'None') throw badOrigin()
}
