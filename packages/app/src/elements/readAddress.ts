import { type AccountId, ss58Decode, ss58Encode, Ss58Error } from '@echochain/codec'

/** The account of an address as it was entered, whatever network it was written for; undefined if it is none. */
export function readAccount(entered: string): AccountId | undefined {
  try {
    return ss58Decode(entered.trim()).account
  } catch (error) {
    if (error instanceof Ss58Error) return undefined
    throw error
  }
}

/** An entered address in the one form under which the market and the wallet know its account; undefined if it is none. */
export function readAddress(entered: string): string | undefined {
  const account = readAccount(entered)
  return account === undefined ? undefined : ss58Encode(account)
}
