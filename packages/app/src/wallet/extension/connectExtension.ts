import { ss58Decode, ss58Encode } from '@echochain/codec'
import type { SignatureScheme } from '@echochain/crypto'
import { wallet as walletWords } from '../../text/wallet.ts'
import type { WalletAccount } from '../Wallet.ts'
import type { WalletStore } from '../WalletStore.ts'
import { findExtension, type InjectedAccount, type InjectedExtension } from './InjectedExtension.ts'

/** How the page is named where an extension asks whether to let it in. */
const ORIGIN_NAME = 'EchoChain'
const SCHEMES: readonly string[] = ['sr25519', 'ed25519', 'ecdsa'] satisfies SignatureScheme[]

/**
 * Asks an extension to let this page in, and has the wallet show the accounts it offers, now and as they change. Returns
 * how many there are. Throws `ExtensionError`.
 */
export async function connectExtension(name: string, store: WalletStore): Promise<number> {
  const extension = await enableExtension(name)
  const show = (accounts: readonly InjectedAccount[]): number => {
    const readable = accounts.flatMap((account) => readAccount(account, name) ?? [])
    store.setExtensionAccounts(name, readable)
    return readable.length
  }
  const count = show(await extension.accounts.get())
  extension.accounts.subscribe?.((accounts) => {
    if (store.extensions.includes(name)) show(accounts) // unless it was disconnected since
  })
  return count
}

/** Asks an extension to let this page in; it asks the person once and then remembers. Throws `ExtensionError`. */
export async function enableExtension(name: string): Promise<InjectedExtension> {
  const entry = findExtension(name)
  if (!entry) throw new ExtensionError('GONE', walletWords.extensionGone(name))
  try {
    return await entry.enable(ORIGIN_NAME)
  } catch (cause) {
    throw new ExtensionError('REFUSED', walletWords.extensionRefused(name), { cause })
  }
}

/** Ethereum's accounts, and what is no address at all, cannot sign here. */
function readAccount({ address, name, type = 'sr25519' }: InjectedAccount, extension: string) {
  if (!SCHEMES.includes(type)) return undefined
  try {
    const { account } = ss58Decode(address)
    const own = ss58Encode(account)
    const shown: WalletAccount = {
      address: own,
      account,
      name: name || own.slice(0, 8),
      scheme: type as SignatureScheme,
      source: 'extension',
      extension,
    }
    return shown
  } catch {
    return undefined
  }
}

export class ExtensionError extends Error {
  readonly code: 'GONE' | 'REFUSED'
  constructor(code: ExtensionError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ExtensionError'
    this.code = code
  }
}
