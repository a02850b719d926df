import type { Branch, Leaf } from './Branch.ts'

/** Where the trie finds what it does not hold in memory: the database's base state. Each throws DAMAGED if missing. */
export interface NodeSource {
  /** The branch in the slot at the first `nibbles` nibbles of `path`. */
  branch(path: Uint8Array, nibbles: number): Branch
  /** The one key below the slot at the first `nibbles` nibbles of `path`. */
  leaf(path: Uint8Array, nibbles: number): Leaf
  /** The value of a key. */
  value(key: Uint8Array): Uint8Array
}
