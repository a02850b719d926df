import type { ChainClient, MarketClient, NetworkInfo } from '@echochain/sdk'
import { createContext, useContext } from 'react'

/** What the app is connected to. */
export interface Network {
  readonly info: NetworkInfo
  /** The market's index: fast, and about everything. What matters is checked with the chain. */
  readonly market: MarketClient
  /** A node of the chain, connected when first asked for; it comes back by itself. Rejects as `ChainClient.connect`. */
  chain(): Promise<ChainClient>
}

/** Where the chain stands, as the market says it. */
export interface LiveHead {
  readonly best: number | null
  readonly finalized: number | null
  /** `late`: the market answers, but no block has come for several slots. */
  readonly state: 'following' | 'late' | 'offline'
}

export const NetworkContext = createContext<Network | undefined>(undefined)
export const LiveHeadContext = createContext<LiveHead>({ best: null, finalized: null, state: 'offline' })

export function useNetwork(): Network {
  const network = useContext(NetworkContext)
  if (!network) throw new Error('useNetwork needs a NetworkProvider')
  return network
}

/** Renders again with every block; for what shows the head itself. */
export const useLiveHead = (): LiveHead => useContext(LiveHeadContext)
