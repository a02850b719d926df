import { type AccountId, accountIdToBytes, compactU32, concatBytes, encode, u32, unit } from '@echochain/codec'
import { invalid } from '../executive/Validity.ts'
import { systemStorage } from '../system/system.ts'
import type { TransactionExtension } from './TransactionExtension.ts'

const nonceTag = (account: AccountId, nonce: number): Uint8Array =>
  concatBytes(accountIdToBytes(account), encode(u32, nonce))

const stale = (nonce: number, expected: number) =>
  invalid('Stale', `Transaction is outdated: its nonce is ${nonce}, the account is at ${expected}`)

/** Transactions of an account run one after the other, each once. */
export const checkNonce: TransactionExtension<number, undefined> = {
  identifier: 'CheckNonce',
  extra: compactU32,
  additional: unit,
  implied: () => undefined,
  validate: (ctx, { account }, nonce, draft) => {
    const expected = ctx.get(systemStorage.account, account).nonce
    if (nonce < expected) throw stale(nonce, expected)
    draft.provides.push(nonceTag(account, nonce))
    if (nonce > expected) draft.requires.push(nonceTag(account, nonce - 1))
  },
  prepare: (ctx, { account }, nonce) => {
    const slot = ctx.slot(systemStorage.account, account)
    const expected = slot.value.nonce
    if (nonce < expected) throw stale(nonce, expected)
    if (nonce > expected)
      throw invalid('Future', `Transaction comes too early: its nonce is ${nonce}, the account is at ${expected}`)
    slot.value = { ...slot.value, nonce: nonce + 1 }
  },
}
