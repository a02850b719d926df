import type { Hash } from '@echochain/codec'
import type { LicenceKind, SampleKind, SampleStatus } from '@echochain/runtime'
import type { GeneratedAlways } from 'kysely'
import type { JsonValue } from '../JsonValue.ts'

// The rows of the tables that the migrations make. Amounts and everything that may outgrow 53 bits are bigint.

export interface CursorRow {
  readonly id: 1
  readonly genesis_hash: Hash
  /** The last indexed block; null before the first. */
  readonly tip_number: number | null
  readonly tip_hash: Hash | null
  /** The highest indexed block that is final; −1 before the first. */
  readonly finalized_number: number
  /** Events of some blocks could not be read, so that records have to be compared with the chain's state. */
  readonly records_stale: boolean
}

export interface BlockRow {
  readonly number: number
  readonly hash: Hash
  readonly parent_hash: Hash
  readonly state_root: Hash
  readonly extrinsics_root: Hash
  /** Null for genesis, as slot and time. */
  readonly author: string | null
  readonly slot: bigint | null
  readonly timestamp_ms: bigint | null
  readonly size_bytes: number
  readonly extrinsic_count: number
  /** Null where the node did not keep the events. */
  readonly event_count: number | null
  /** Marker of the runtime that executed the block. */
  readonly runtime: string
  /** Marker of the runtime for the blocks after it; null where the node did not keep the state. */
  readonly next_runtime: string | null
}

export interface ExtrinsicRow {
  readonly block: number
  readonly index: number
  readonly hash: Hash
  /** `Balances.transfer_keep_alive` */
  readonly call: string
  readonly args: JsonValue
  readonly signer: string | null
  readonly nonce: bigint | null
  readonly era: JsonValue
  readonly tip: bigint | null
  readonly fee: bigint | null
  /** Null where the node did not keep the events. */
  readonly success: boolean | null
  /** `{ code, message }` */
  readonly error: JsonValue
  readonly size_bytes: number
}

export interface EventRow {
  readonly block: number
  readonly index: number
  readonly extrinsic: number | null
  readonly phase: 'ApplyExtrinsic' | 'Finalization' | 'Initialization'
  /** `Balances.Transfer` */
  readonly name: string
  readonly data: JsonValue
}

export interface EventSubjectRow {
  readonly block: number
  readonly event: number
  readonly subject: string
}

export interface PaymentRow {
  readonly block: number
  readonly event: number
  readonly purchase: number
  readonly account: string
  readonly amount: bigint
  readonly role: 'Owner' | 'Royalty' | 'Upstream'
  /** The parent through which an upstream share came; null for shares in the sold sample itself. */
  readonly via_sample: number | null
  readonly credited: boolean
}

export interface PriceHistoryRow {
  readonly block: number
  readonly sample: number
  readonly offers: JsonValue
  readonly min_price: bigint | null
}

export interface SampleRow {
  readonly id: number
  readonly owner: string
  readonly title: string
  readonly tags: readonly string[]
  readonly kind: SampleKind
  /** Thousandths; 0 where there is no tempo. */
  readonly bpm: bigint
  readonly key: number | null
  readonly duration_ms: bigint
  readonly format: string
  readonly size_bytes: bigint
  readonly content_cid: string
  readonly preview_cid: string | null
  readonly plain_hash: Hash
  readonly key_commitment: Hash | null
  readonly plain_root: Hash
  readonly storage_root: Hash
  readonly fingerprint_hash: Hash | null
  readonly offers: JsonValue
  /** The lowest price in ECHO among the offers; null without an offer. */
  readonly min_price: bigint | null
  readonly royalties: JsonValue
  readonly parents: JsonValue
  readonly parent_ids: readonly number[]
  readonly status: SampleStatus
  readonly for_sale: boolean
  readonly exclusively_licensed: boolean
  readonly key_agent: string | null
  readonly deposit: bigint
  readonly dispute_bond: bigint
  readonly registered_at: number
  readonly registered_live_ms: bigint
  readonly reports: number
  readonly sales: number
  /** What a text search looks through: see `searchWords`. */
  readonly words: readonly string[]
  readonly search: GeneratedAlways<string>
}

export interface PurchaseRow {
  readonly id: number
  readonly sample: number
  readonly buyer: string
  readonly seller: string
  readonly offer_hash: Hash
  readonly price: bigint
  readonly state: string
  readonly delivery_escrow: bigint
  readonly licence: number | null
  readonly opened_at: number
  readonly opened_live_ms: bigint
  readonly settled_live_ms: bigint | null
}

export interface LicenceRow {
  readonly id: number
  readonly sample: number
  readonly purchase: number
  readonly holder: string
  readonly kind: LicenceKind
  readonly terms: Hash
  readonly transferable: boolean
  readonly issued_at: number
  readonly issued_live_ms: bigint
}

export interface AnalysisRow {
  readonly cid: string
  readonly analysed_at_ms: bigint
  readonly result: JsonValue
  readonly peaks: Uint8Array | null
  /** `{ code, message }` */
  readonly failure: JsonValue
}

export interface FaucetGrantRow {
  readonly id: GeneratedAlways<bigint>
  /** Who got something. */
  readonly address: string
  /** From where it was asked for: see `clientNetwork`. */
  readonly client: string
  readonly granted_at_ms: bigint
}

export interface Schema {
  cursor: CursorRow
  blocks: BlockRow
  extrinsics: ExtrinsicRow
  events: EventRow
  event_subjects: EventSubjectRow
  payments: PaymentRow
  price_history: PriceHistoryRow
  samples: SampleRow
  purchases: PurchaseRow
  licences: LicenceRow
  analyses: AnalysisRow
  faucet_grants: FaucetGrantRow
}

/** Rows that exist because of one block, in the column that names it. */
export const BLOCK_COLUMNS = {
  blocks: 'number',
  extrinsics: 'block',
  events: 'block',
  event_subjects: 'block',
  payments: 'block',
  price_history: 'block',
} as const satisfies { readonly [T in keyof Schema]?: keyof Schema[T] }

/** Everything read from the chain. */
export const CHAIN_TABLES = [
  'cursor',
  ...(Object.keys(BLOCK_COLUMNS) as (keyof typeof BLOCK_COLUMNS)[]),
  'samples',
  'purchases',
  'licences',
] as const satisfies readonly (keyof Schema)[]
