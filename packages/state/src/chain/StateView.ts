import type { Hash } from '@echochain/codec'
import type { BlockRef } from './tables.ts'

/** The state after a block. It stays right while the base moves; reading it throws STATE_PRUNED once it is gone. */
export interface StateView {
  readonly block: BlockRef
  readonly root: Hash
  /** The value of a key, not to be changed; undefined if it has none. */
  get(key: Uint8Array): Uint8Array | undefined
  /** The same, to be used at once: the next look-up overwrites it. */
  peek(key: Uint8Array): Uint8Array | undefined
  /** Keys with a value that start with `prefix`, in order, behind `startAfter`, at most `limit`. */
  keys(prefix: Uint8Array, startAfter: Uint8Array | undefined, limit: number): Uint8Array[]
}
