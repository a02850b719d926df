import type { ChainClient } from '@echochain/sdk'
import { loadPatiently } from './loadPatiently.ts'

/**
 * A function that connects to the chain once: later calls get the same client; a failed attempt is forgotten. What
 * speaks to a node is loaded only then: pages that merely show what the market knows do without.
 */
export function connectOnce(urls: readonly string[]): () => Promise<ChainClient> {
  let connected: Promise<ChainClient> | undefined
  return () =>
    (connected ??= loadPatiently(() => import('./connectChain.ts'))
      .then(({ connectChain }) => connectChain(urls))
      .catch((error: unknown) => {
        connected = undefined
        throw error
      }))
}
