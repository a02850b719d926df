import { ss58Encode } from '@echochain/codec'
import { createKeypair, type Keypair } from '@echochain/crypto'
import type { StoredAccount } from '../WalletFile.ts'
import type { AccountSecret } from './AccountSecret.ts'
import { sealSecret } from './sealSecret.ts'
import type { DeriveKey } from './SealedSecret.ts'

/** An account as the wallet stores it, its secret encrypted with a password, and its keys. Throws as `sealSecret`. */
export async function createStored(
  secret: AccountSecret,
  name: string,
  password: string,
  deriveKey: DeriveKey,
): Promise<{ readonly stored: StoredAccount; readonly keypair: Keypair }> {
  const keypair = createKeypair(secret.scheme, secret.bytes)
  const address = ss58Encode(keypair.account)
  const sealed = await sealSecret(secret, address, password, deriveKey)
  return { stored: { address, name, scheme: secret.scheme, sealed, hasWords: secret.words !== undefined }, keypair }
}
