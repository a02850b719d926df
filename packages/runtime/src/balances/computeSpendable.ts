import type { AccountInfo } from '@echochain/frame'
import { EXISTENTIAL_DEPOSIT } from '../token.ts'

/** Whether an account may be emptied, and so removed, by a payment it makes. */
export type Existence = 'keepAlive' | 'allowDeath'

/**
 * What an account may spend, in the smallest unit: what is neither frozen nor needed for it to go on existing. What is
 * reserved is no part of `free`, and keeps the account in existence.
 */
export function computeSpendable(
  { free, reserved, frozen }: Pick<AccountInfo['data'], 'free' | 'reserved' | 'frozen'>,
  existence: Existence = 'keepAlive',
): bigint {
  const needed = existence === 'keepAlive' || reserved > 0n ? EXISTENTIAL_DEPOSIT : 0n
  const kept = frozen > needed ? frozen : needed
  return free > kept ? free - kept : 0n
}
