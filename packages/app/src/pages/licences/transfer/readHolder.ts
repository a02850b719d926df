import type { AccountId } from '@echochain/codec'
import { readAccount } from '../../../elements/readAddress.ts'

/** What a person wrote as the address of a new holder. */
export type WrittenHolder =
  | { readonly type: 'empty' | 'bad' | 'own' }
  | { readonly type: 'good'; readonly account: AccountId }

/** Reads an address; `own` is that of the account that holds the licence now. */
export function readHolder(written: string, own: AccountId): WrittenHolder {
  if (written.trim() === '') return { type: 'empty' }
  const account = readAccount(written)
  if (account === undefined) return { type: 'bad' }
  return account === own ? { type: 'own' } : { type: 'good', account }
}
