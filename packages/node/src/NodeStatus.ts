import type { Hash } from '@echochain/codec'

/** How a node is doing, for the live line, RPC and tests. */
export interface NodeStatus {
  readonly slot: bigint
  readonly best: { readonly number: number; readonly hash: Hash }
  readonly finalized: { readonly number: number; readonly hash: Hash }
  readonly pool: number
  readonly peers: number
}
