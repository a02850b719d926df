import type { AccountId } from '@echochain/codec'
import type { SignatureScheme } from '@echochain/crypto'
import { createContext, useContext } from 'react'
import type { WalletStore } from './WalletStore.ts'

/** An account a person can sign with in this browser. */
export interface WalletAccount {
  readonly address: string
  readonly account: AccountId
  readonly name: string
  /** `stored`: encrypted in this browser. `dev`: everybody knows its key. `extension`: its key is with an extension. */
  readonly source: 'stored' | 'dev' | 'extension'
  readonly scheme: SignatureScheme
  /** The extension that has its key. */
  readonly extension?: string
}

/** The accounts at hand and the one that is used. Keys are not part of it: see `transactions`. */
export interface WalletState {
  readonly accounts: readonly WalletAccount[]
  readonly selected: WalletAccount | undefined
  /** Addresses of stored accounts whose keys are in memory: they sign without a password. */
  readonly unlocked: ReadonlySet<string>
}

export interface Wallet extends WalletState {
  select(address: string): void
  /** Where accounts are added, renamed, removed, locked and unlocked. */
  readonly store: WalletStore
  /** Why what this browser keeps cannot be read; accounts then last until the page is left. */
  readonly problem?: Error
}

export const WalletContext = createContext<Wallet | undefined>(undefined)

export function useWallet(): Wallet {
  const wallet = useContext(WalletContext)
  if (!wallet) throw new Error('useWallet needs a WalletProvider')
  return wallet
}
