import type { InjectedSigner } from '@echochain/sdk'

// What browser wallets put into pages: https://github.com/polkadot-js/extension/blob/master/packages/extension-inject

export interface InjectedAccount {
  readonly address: string
  readonly name?: string
  /** How it signs; wallets that do not say sign as sr25519. */
  readonly type?: string
}

/** An extension that has let this page in. */
export interface InjectedExtension {
  readonly accounts: {
    get(anyType?: boolean): Promise<readonly InjectedAccount[]>
    subscribe?(listener: (accounts: readonly InjectedAccount[]) => void): () => void
  }
  readonly signer: InjectedSigner
}

interface InjectedEntry {
  enable(originName: string): Promise<InjectedExtension>
  readonly version?: string
}

declare global {
  interface Window {
    injectedWeb3?: Readonly<Record<string, InjectedEntry>>
  }
}

/** Names of the extensions in this browser, such as `polkadot-js`. */
export const findExtensions = (): string[] => Object.keys(window.injectedWeb3 ?? {}).sort()

export const findExtension = (name: string): InjectedEntry | undefined => window.injectedWeb3?.[name]
