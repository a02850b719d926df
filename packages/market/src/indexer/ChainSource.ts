import type { Hash } from '@echochain/codec'
import type { Block } from '@echochain/frame'

/** A block as heads name it. */
export interface ChainHead {
  readonly number: number
  readonly hash: Hash
}

/** The two heads of the chain as a node sees them. */
export interface ChainHeads {
  readonly best: ChainHead
  readonly finalized: ChainHead
}

/**
 * What the indexer needs of a node. Answers are checked against their hashes; those that depend on what the node takes
 * for the best chain may contradict each other while that changes. Every failure is a MarketError: `NODE_UNREACHABLE`,
 * `NODE_REFUSED`, `BAD_ANSWER`, or as said below.
 */
export interface ChainSource {
  readonly genesisHash: Hash
  /** Resolves with the reason once the source cannot be used any more. */
  readonly closed: Promise<Error | undefined>
  /** Reports the heads now and whenever one of them changes, the newest only when several do at once. */
  followHeads(listener: (heads: ChainHeads) => void): Promise<void>
  /** The block of a number on what is the best chain at this moment. */
  hashAt(number: number): Promise<Hash | undefined>
  /** A block on whatever branch. */
  block(hash: Hash): Promise<Block | undefined>
  /** Values in the state after a block. Throws `STATE_UNAVAILABLE` where the node does not keep it any more. */
  storageAt(hash: Hash, keys: readonly Uint8Array[]): Promise<(Uint8Array | undefined)[]>
  close(): Promise<void>
}
