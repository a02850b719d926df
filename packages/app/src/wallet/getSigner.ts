import { keypairFromUri } from '@echochain/crypto'
import { extensionSigner, keypairSigner, type Signer } from '@echochain/sdk'
import { wallet as walletWords } from '../text/wallet.ts'
import { enableExtension } from './extension/connectExtension.ts'
import { openKeypair } from './vault/openAccount.ts'
import type { WalletAccount } from './Wallet.ts'
import type { WalletStore } from './WalletStore.ts'

/**
 * Who signs for an account. A stored account that is locked needs its password, and is unlocked by it. Throws
 * `VaultError` `WRONG_PASSWORD`, `ExtensionError`.
 */
export async function getSigner(store: WalletStore, account: WalletAccount, password?: string): Promise<Signer> {
  switch (account.source) {
    case 'dev':
      return keypairSigner(keypairFromUri(`//${account.name}`, account.scheme))
    case 'extension': {
      const { signer } = await enableExtension(account.extension!)
      return extensionSigner(account.account, account.scheme, signer)
    }
    case 'stored':
      return keypairSigner(store.keypairOf(account.address) ?? (await unlock(store, account.address, password)))
  }
}

/** Takes the keys of a stored account into memory. Throws `VaultError` `WRONG_PASSWORD`. */
export async function unlock(store: WalletStore, address: string, password = '') {
  const stored = store.findStored(address)
  if (!stored) throw new Error(walletWords.accountGone)
  const keypair = await openKeypair(stored, password)
  store.unlock(address, keypair)
  return keypair
}
