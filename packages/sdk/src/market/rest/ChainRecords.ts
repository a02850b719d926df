import type { Hash } from '@echochain/codec'
import type { BlockReference, PageQuery } from './Page.ts'

// Blocks, extrinsics and events as a market's REST API gives them. Decoded values have their fields in snake_case.

export interface IndexedBlock {
  readonly number: number
  readonly hash: Hash
  readonly parentHash: Hash
  readonly stateRoot: Hash
  readonly extrinsicsRoot: Hash
  readonly author: string | null
  readonly slot: string | null
  readonly timestampMs: number | null
  readonly finalized: boolean
  readonly sizeBytes: number
  readonly extrinsics: number
  /** Null where the node did not keep them. */
  readonly events: number | null
  /** The runtime that executed the block. */
  readonly runtime: string
}

export interface BlockQuery extends PageQuery {
  readonly author?: string
}

/** Why something failed, as the chain names it. */
export interface ChainFailure {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

export interface IndexedExtrinsic {
  /** Block and index in it, such as "12-1". */
  readonly id: string
  readonly block: BlockReference
  readonly index: number
  readonly hash: Hash
  /** Such as `SampleRegistry.buy_licence`. */
  readonly call: string
  /** In lists null if they are long. */
  readonly args?: unknown
  /** Null for what the proposer put in. */
  readonly signer: string | null
  readonly nonce: string | null
  readonly era?: unknown
  readonly tip: string | null
  /** What was paid, with the tip. */
  readonly fee: string | null
  /** Null where the node did not keep the events. */
  readonly success: boolean | null
  readonly error: ChainFailure | null
  readonly sizeBytes: number
}

export interface ExtrinsicDetail extends IndexedExtrinsic {
  /** The first 1,000 at most. */
  readonly events: readonly ChainEvent[]
  /** Of all of them. */
  readonly eventCount: number
}

export interface ExtrinsicQuery extends PageQuery {
  readonly signer?: string
  readonly call?: string
  readonly block?: number
}

export interface ChainEvent {
  /** Block and index in it, such as "12-3". */
  readonly id: string
  readonly block: BlockReference
  readonly index: number
  readonly phase: 'ApplyExtrinsic' | 'Finalization' | 'Initialization'
  readonly extrinsic: { readonly index: number; readonly hash: Hash | null; readonly call: string | null } | null
  /** Such as `Balances.Transfer`. */
  readonly name: string
  readonly data?: unknown
}

/** `name`: one of them, an event as "Balances.Transfer" or all of a module as "Balances". */
export interface HistoryQuery extends PageQuery {
  readonly name?: string | readonly string[]
}

/** Of account, sample, licence and purchase only one. */
export interface EventQuery extends HistoryQuery {
  readonly block?: number
  readonly account?: string
  readonly sample?: number
  readonly licence?: number
  readonly purchase?: number
}

/** Something a text may name. `id` is what the method for this type takes. */
export interface SearchResult {
  readonly type: 'block' | 'extrinsic' | 'account' | 'sample' | 'licence' | 'purchase'
  readonly id: string
  readonly label: string
}
