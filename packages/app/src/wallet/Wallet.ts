import type { AccountId } from '@echochain/codec'
import { createContext, useContext } from 'react'

/** An account a person can sign with in this browser. */
export interface WalletAccount {
  readonly address: string
  readonly account: AccountId
  readonly name: string
  /** `stored`: encrypted in this browser. `dev`: everybody knows its key. `extension`: its key is with an extension. */
  readonly source: 'stored' | 'dev' | 'extension'
}

/** The accounts at hand and the one that is used. Keys are not part of it: see `transactions`. */
export interface Wallet {
  readonly accounts: readonly WalletAccount[]
  readonly selected: WalletAccount | undefined
  select(address: string): void
}

export const WalletContext = createContext<Wallet | undefined>(undefined)

export function useWallet(): Wallet {
  const wallet = useContext(WalletContext)
  if (!wallet) throw new Error('useWallet needs a WalletProvider')
  return wallet
}
