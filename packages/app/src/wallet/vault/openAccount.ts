import { createKeypair, type Keypair } from '@echochain/crypto'
import type { StoredAccount } from '../WalletFile.ts'
import type { AccountSecret } from './AccountSecret.ts'
import { deriveKey } from './deriveKey.ts'
import { openSecret } from './sealSecret.ts'

/** The secret of a stored account. Throws `VaultError` `WRONG_PASSWORD`. */
export const openAccount = ({ sealed, address }: StoredAccount, password: string): Promise<AccountSecret> =>
  openSecret(sealed, address, password, deriveKey)

/** The keys of a stored account. Throws as {@link openAccount} does. */
export async function openKeypair(account: StoredAccount, password: string): Promise<Keypair> {
  const { scheme, bytes } = await openAccount(account, password)
  return createKeypair(scheme, bytes)
}
