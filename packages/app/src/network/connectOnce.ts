import type { ChainClient } from '@echochain/sdk'
import { loadPatiently } from './loadPatiently.ts'

/**
 * A function that connects to the chain once: later calls get the same client; a failed attempt is forgotten. A client
 * that has lost its only node comes back by itself; where there are several nodes, the next call tries all of them in
 * their order and closes the lost client. What speaks to a node is loaded only then: pages that merely show what the
 * market knows do without.
 */
export function connectOnce(urls: readonly string[]): () => Promise<ChainClient> {
  let connecting: Promise<ChainClient> | undefined
  let connected: ChainClient | undefined
  const connect = async () => {
    try {
      const { connectChain } = await loadPatiently(() => import('./connectChain.ts'))
      return (connected = await connectChain(urls))
    } catch (error) {
      connecting = undefined
      throw error
    }
  }
  return () => {
    if (connected && connected.rpc.state !== 'connected' && urls.length > 1) {
      connected.close()
      connected = connecting = undefined
    }
    return (connecting ??= connect())
  }
}
