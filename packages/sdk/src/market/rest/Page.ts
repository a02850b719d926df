import type { Hash } from '@echochain/codec'

/** Where in the chain something happened, as a market shows it. */
export interface BlockReference {
  readonly number: number
  /** Null while the market has not indexed the block. */
  readonly hash: Hash | null
  readonly timestampMs: number | null
  readonly finalized: boolean
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[]
  /** Asks for the next page; null on the last. */
  readonly nextCursor: string | null
}

/** How any list is asked for. */
export interface PageQuery {
  /** At most 100; 50 if not given. */
  readonly limit?: number
  /** What the page before gave as `nextCursor`. */
  readonly cursor?: string
}
