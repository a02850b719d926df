import { type AccountId, ss58Decode, Ss58Error } from '@echochain/codec'

/** What a person wrote as the address of a new holder. */
export type WrittenHolder =
  | { readonly type: 'empty' | 'bad' | 'own' }
  | { readonly type: 'good'; readonly account: AccountId }

/** Reads an address; `own` is that of the account that holds the licence now. */
export function readHolder(written: string, own: AccountId): WrittenHolder {
  const address = written.trim()
  if (address === '') return { type: 'empty' }
  try {
    const { account } = ss58Decode(address)
    return account === own ? { type: 'own' } : { type: 'good', account }
  } catch (error) {
    if (error instanceof Ss58Error) return { type: 'bad' }
    throw error
  }
}
