/** One changed key of a block. */
export interface StateChange {
  readonly key: Uint8Array
  /** The new value, undefined where the key is deleted. */
  readonly value: Uint8Array | undefined
  /** Whether the key had a value before. The one who changes a key has read it, and the trie saves a look-up by it. */
  readonly existed: boolean
}
