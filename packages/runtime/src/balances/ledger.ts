import type { AccountId } from '@echochain/codec'
import {
  type AccountInfo,
  type Context,
  EMPTY_ACCOUNT,
  type Slot,
  systemEvents,
  systemStorage,
  tokenError,
} from '@echochain/frame'
import { EXISTENTIAL_DEPOSIT } from '../token.ts'
import { computeSpendable, type Existence } from './computeSpendable.ts'
import { balancesEvents, balancesStorage } from './declarations.ts'

const withFree = (info: AccountInfo, free: bigint): AccountInfo => ({ ...info, data: { ...info.data, free } })

/** Whether an account exists already or would with `amount` more. */
export function canReceive(ctx: Context, account: AccountId, amount: bigint): boolean {
  const { data, providers } = ctx.get(systemStorage.account, account)
  return providers > 0 || data.free + amount >= EXISTENTIAL_DEPOSIT
}

/**
 * Adds to an account, which begins to exist if need be: its nonce then starts at the block number, so that old
 * transactions of an account that was removed cannot come again. Throws `Token.BelowMinimum`.
 */
export function deposit(ctx: Context, account: AccountId, amount: bigint): void {
  if (amount === 0n) return
  const slot = ctx.slot(systemStorage.account, account)
  const info = slot.value
  const free = info.data.free + amount
  if (info.providers > 0) {
    slot.value = withFree(info, free)
    return
  }
  if (free < EXISTENTIAL_DEPOSIT) throw tokenError('BelowMinimum')
  slot.value = withFree({ ...EMPTY_ACCOUNT, nonce: ctx.block.number, providers: 1 }, free)
  ctx.emit(systemEvents.NewAccount, { account })
  ctx.emit(balancesEvents.Endowed, { account, freeBalance: free })
}

/**
 * Takes from an account, which ends if less than the existential deposit is left and it may. Throws
 * `Token.FundsUnavailable`, or `Token.NotExpendable` if it has to stay: also while it has made more transactions than
 * blocks have passed, for it could come again with a nonce below theirs.
 */
export function withdraw(ctx: Context, account: AccountId, amount: bigint, existence: Existence): void {
  if (amount === 0n) return
  const slot = ctx.slot(systemStorage.account, account)
  const info = slot.value
  if (amount > computeSpendable(info.data, existence))
    throw tokenError(amount > computeSpendable(info.data, 'allowDeath') ? 'FundsUnavailable' : 'NotExpendable')
  const free = info.data.free - amount
  if (existence === 'keepAlive' || free >= EXISTENTIAL_DEPOSIT || info.data.reserved > 0n)
    slot.value = withFree(info, free)
  else if (info.nonce > ctx.block.number) throw tokenError('NotExpendable')
  else remove(ctx, account, slot, free)
}

/** Removes an account; what is left of it is burned. */
function remove(ctx: Context, account: AccountId, slot: Slot<AccountInfo>, free: bigint): void {
  slot.remove()
  ctx.emit(systemEvents.KilledAccount, { account })
  if (free === 0n) return
  burnIssuance(ctx, free)
  ctx.emit(balancesEvents.DustLost, { account, amount: free })
}

/** Moves an amount between two accounts and reports it. Throws `TokenError`s. */
export function transfer(ctx: Context, from: AccountId, to: AccountId, amount: bigint, existence: Existence): void {
  if (from === to) {
    if (amount > computeSpendable(ctx.get(systemStorage.account, from).data, existence))
      throw tokenError('FundsUnavailable')
  } else {
    withdraw(ctx, from, amount, existence)
    deposit(ctx, to, amount)
  }
  ctx.emit(balancesEvents.Transfer, { from, to, amount })
}

/** What `transfer_all` can move. */
export const transferable = (ctx: Context, account: AccountId, existence: Existence): bigint =>
  computeSpendable(ctx.get(systemStorage.account, account).data, existence)

/** Sets part of an account's balance aside as a deposit. Throws `Token.FundsUnavailable`. */
export function reserve(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount === 0n) return
  const slot = ctx.slot(systemStorage.account, who)
  const { data } = slot.value
  if (amount > computeSpendable(data)) throw tokenError('FundsUnavailable')
  slot.value = { ...slot.value, data: { ...data, free: data.free - amount, reserved: data.reserved + amount } }
  ctx.emit(balancesEvents.Reserved, { who, amount })
}

/** Gives a deposit back to its account. */
export function unreserve(ctx: Context, who: AccountId, amount: bigint): void {
  if (amount === 0n) return
  const slot = ctx.slot(systemStorage.account, who)
  const { data } = slot.value
  if (amount > data.reserved) throw new Error(`Cannot unreserve ${amount} of ${data.reserved}`)
  slot.value = { ...slot.value, data: { ...data, free: data.free + amount, reserved: data.reserved - amount } }
  ctx.emit(balancesEvents.Unreserved, { who, amount })
}

/** Takes an amount, already withdrawn from an account, out of existence. */
export function burnIssuance(ctx: Context, amount: bigint): void {
  if (amount > 0n) ctx.slot(balancesStorage.totalIssuance).value = ctx.get(balancesStorage.totalIssuance) - amount
}
