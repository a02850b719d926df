import { blake2b256, HashMemory } from '@echochain/codec'

/** Longest storage key, in bytes: bounds the depth of the trie and with it every buffer here. */
export const MAX_KEY_LENGTH = 512
/** The root's place, and one set of 16 for every level of branches, of which there are at most one a nibble. */
export const MAX_LEVELS = 2 * MAX_KEY_LENGTH + 2

const NODE_ROOM = 4096 // the longest node: 6 + 512 bytes of header and key, 2 of bitmap, 33 of value, 16 × 33 of children
const VALUE_ROOM = 16_384

/**
 * Memory in which nodes are put together and hashed where they lie: the node at
 * `node`, the value to be hashed at `value`, and from `merkle` on the Merkle values of the children of the nodes under
 * construction, 16 places of 32 bytes a level.
 */
export class TrieMemory {
  readonly #memory = new HashMemory(NODE_ROOM + VALUE_ROOM + MAX_LEVELS * 16 * 32)
  readonly bytes: Uint8Array = this.#memory.bytes
  readonly node = 0
  readonly value = NODE_ROOM
  readonly merkle = NODE_ROOM + VALUE_ROOM

  /** Writes the blake2b-256 of `length` bytes at `start` to `target`. */
  hash(start: number, length: number, target: number): void {
    this.#memory.blake2b256(start, length, target)
  }

  /** Writes the blake2b-256 of a value of any length to `target`. */
  hashValue(value: Uint8Array, target: number): void {
    if (value.length > VALUE_ROOM) {
      this.bytes.set(blake2b256(value), target)
      return
    }
    this.bytes.set(value, this.value)
    this.hash(this.value, value.length, target)
  }
}
