import type { Hash } from '@echochain/codec'
import type { PurchaseId, LicenceId, SampleId } from '@echochain/runtime'

/** What an application must know of a network to use it: which chain it is and where it is reached. */
export interface NetworkInfo {
  /** Such as "EchoChain Development". */
  readonly name: string
  /** The preset: block time and sizes. */
  readonly preset: string
  /** Whether it is for trying things out: only then development accounts are of use. */
  readonly development: boolean
  readonly genesisHash: Hash
  readonly slotMs: number
  readonly token: { readonly symbol: string; readonly decimals: number }
  readonly ss58Prefix: number
  /** WebSocket addresses of nodes, to be tried in this order. */
  readonly rpcUrls: readonly string[]
  /** Where files are read (`/ipfs/<CID>`) and uploaded. */
  readonly gatewayUrl: string
  /** Gifts come from `address`; `amount`, in units of 10⁻¹² ECHO, is one, and the next may be had after so many seconds. */
  readonly faucet: { readonly address: string; readonly amount: string; readonly everySeconds: number } | null
}

/** What the faucet sent; it counts when the extrinsic is in a block. */
export interface FaucetGrant {
  readonly address: string
  readonly amount: string
  readonly extrinsic: Hash
}

interface Head {
  readonly number: number
  readonly hash: Hash
}

/** How far a market has indexed the chain. */
export interface MarketStatus {
  /** `nodeBehind`: the node knows less of the chain than is indexed, and is waited for. */
  readonly state: 'connecting' | 'catchingUp' | 'following' | 'nodeBehind' | 'stopped'
  readonly genesisHash: Hash | null
  readonly indexed: Head | null
  readonly indexedFinalized: number | null
  /** As the node reported them last. */
  readonly node: { readonly best: Head; readonly finalized: Head } | null
  /** Blocks the index is behind the best block of the node. */
  readonly lag: number | null
  readonly problem: { readonly code: string; readonly message: string } | null
  readonly runtime: string | null
  readonly counts: { readonly samples: number; readonly licences: number; readonly purchases: number }
  readonly blocksWithoutEvents: number
}

/** The data of an event named `change` of a market's stream. */
export interface MarketChange {
  readonly best: Head
  readonly finalized: number | null
  /** The number above which blocks were retracted, in a reorganisation. */
  readonly retractedTo: number | null
  /** New ones, the oldest first. */
  readonly blocks: readonly {
    readonly number: number
    readonly hash: Hash
    readonly author: string | null
    readonly timestampMs: number | null
    readonly extrinsics: number
    readonly events: number | null
  }[]
  /** Records that may have changed. */
  readonly samples: readonly SampleId[]
  readonly licences: readonly LicenceId[]
  readonly purchases: readonly PurchaseId[]
}
