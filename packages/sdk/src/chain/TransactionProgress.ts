import type { Hash } from '@echochain/codec'
import type { DecodedEvent } from '@echochain/frame'

/** How a submitted transaction is doing. */
export type TransactionProgress =
  | { readonly type: 'signed'; readonly hash: Hash }
  | { readonly type: 'ready' | 'future' | 'broadcast' }
  | { readonly type: 'retracted'; readonly block: Hash }
  | ({ readonly type: 'inBlock' | 'finalized' } & Inclusion)

/** Where a transaction stands in the chain and what it did there. */
export interface Inclusion {
  readonly hash: Hash
  readonly block: Hash
  readonly blockNumber: number
  /** Position in the block. */
  readonly index: number
  /** What happened because of it, its closing event included. */
  readonly events: readonly DecodedEvent[]
  /** Fee and tip that were paid. */
  readonly fee: bigint
}
