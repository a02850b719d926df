import { createClient, type PolkadotClient, type PolkadotSigner } from 'polkadot-api'
import { getPolkadotSigner } from 'polkadot-api/signer'
import { getWsProvider } from 'polkadot-api/ws'
import { accountIdToBytes, ss58Encode } from '../../../packages/codec/src/index.ts'
import { keypairFromUri, type SignatureScheme } from '../../../packages/crypto/src/index.ts'
import type { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'

/** An unmodified polkadot-api with the types it learns from the node. */
export function connect(node: TestNode): { readonly client: PolkadotClient; readonly api: any } {
  const client = createClient(getWsProvider(node.wsUrl))
  return { client, api: client.getUnsafeApi() }
}

const SIGNING_TYPES = { sr25519: 'Sr25519', ed25519: 'Ed25519', ecdsa: 'Ecdsa' } as const

export interface Signer {
  readonly address: string
  readonly signer: PolkadotSigner
}

/** polkadot-api wants the account in the place of the public key: for ecdsa that is the hash of it. */
export function signerOf(uri: string, scheme: SignatureScheme = 'sr25519'): Signer {
  const keypair = keypairFromUri(uri, scheme)
  const signer = getPolkadotSigner(
    accountIdToBytes(keypair.account),
    SIGNING_TYPES[scheme],
    (message) => keypair.sign(message).value,
  )
  return { address: ss58Encode(keypair.account), signer }
}

interface Subscribable<T> {
  subscribe(observer: { next: (value: T) => void; error: (error: unknown) => void; complete: () => void }): {
    unsubscribe(): void
  }
}

/** What an observable has told so far, and when it is done. */
export function collect<T>(observable: Subscribable<T>) {
  const seen: T[] = []
  const { promise: done, resolve, reject } = Promise.withResolvers<T>()
  done.catch(() => {}) // whoever awaits it hears of it
  const subscription = observable.subscribe({
    next: (value) => void seen.push(value),
    error: reject,
    complete: () => resolve(seen.at(-1)!),
  })
  return { seen, done, stop: () => subscription.unsubscribe() }
}

/** The events of a transaction in short: whether it was found in the best chain, and that it is final. */
export const progress = (events: readonly any[]): string[] =>
  events.map(({ type, found }) => (type === 'txBestBlocksState' ? (found ? 'found' : 'not found') : type))
