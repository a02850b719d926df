import type { SignatureScheme } from '@echochain/crypto'
import type { SealedSecret } from './vault/SealedSecret.ts'
import { vault as vaultWords } from '../text/vault.ts'

/** An account whose secret is kept in this browser, encrypted with a password. */
export interface StoredAccount {
  readonly address: string
  readonly name: string
  readonly scheme: SignatureScheme
  readonly sealed: SealedSecret
  /** Whether it was made of words, which can then be shown again. */
  readonly hasWords: boolean
}

/** What a browser keeps of a wallet. */
export interface WalletFile {
  readonly version: 1
  readonly accounts: readonly StoredAccount[]
  /** Addresses of the development accounts that are used. */
  readonly dev: readonly string[]
  /** Extensions that were let in, to be asked again at the next visit. */
  readonly extensions: readonly string[]
  readonly selected: string | null
  /** After so many minutes without use, keys leave memory. */
  readonly autoLockMinutes: number
}

export const EMPTY_WALLET_FILE: WalletFile = {
  version: 1,
  accounts: [],
  dev: [],
  extensions: [],
  selected: null,
  autoLockMinutes: 15,
}

/**
 * Reads what {@link WalletStore} wrote. What is not understood is never overwritten with nothing: throws `WalletFileError`.
 */
export function readWalletFile(text: string | null): WalletFile {
  if (text === null) return EMPTY_WALLET_FILE
  let file: Partial<WalletFile> | null
  try {
    file = JSON.parse(text) as Partial<WalletFile> | null
  } catch (cause) {
    throw new WalletFileError(vaultWords.walletDamaged, { cause })
  }
  if (file?.version !== 1 || !Array.isArray(file.accounts)) throw new WalletFileError(vaultWords.walletOfOtherVersion)
  return { ...EMPTY_WALLET_FILE, ...file } as WalletFile
}

export class WalletFileError extends Error {
  readonly code = 'BAD_WALLET_FILE'
}
