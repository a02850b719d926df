// How a trie node is written: Substrate's base-16 Patricia trie, state version 1
// (https://spec.polkadot.network/chap-state#sect-state-storage; node headers in section 2.3.3). A header of a kind
// prefix and the number of nibbles of the partial key, the partial key, for a branch the bitmap of its children, the
// value (its length and bytes, or its hash when longer than 32 bytes), and for a branch the Merkle values of its
// children with their lengths. A node of less than 32 bytes is its own Merkle value, any other's is its blake2b-256.
import { nibbleAt } from './nibbles.ts'

export const HASH_LENGTH = 32
/** State version 1: a value of more bytes is represented by its hash. */
export const LONGEST_PLAIN_VALUE = 32
/** The encoding of a trie without keys. */
export const EMPTY_NODE = 0x00

/** Kind of a node: the bits in front of its header and the mask of the header's bits that count partial nibbles. */
export interface NodeKind {
  readonly bits: number
  readonly mask: number
}
export const LEAF: NodeKind = { bits: 0x40, mask: 0x3f }
export const LEAF_HASHED_VALUE: NodeKind = { bits: 0x20, mask: 0x1f }
export const BRANCH: NodeKind = { bits: 0x80, mask: 0x3f }
export const BRANCH_VALUE: NodeKind = { bits: 0xc0, mask: 0x3f }
export const BRANCH_HASHED_VALUE: NodeKind = { bits: 0x10, mask: 0x0f }

/** Writes kind and partial key length at `at`; returns the place behind. */
export function writeHeader(target: Uint8Array, at: number, kind: NodeKind, partialNibbles: number): number {
  if (partialNibbles < kind.mask) {
    target[at] = kind.bits | partialNibbles
    return at + 1
  }
  target[at++] = kind.bits | kind.mask
  let rest = partialNibbles - kind.mask
  for (; rest >= 255; rest -= 255) target[at++] = 255
  target[at++] = rest // written even when it is 0: the byte that ends the count
  return at
}

/** Writes nibbles `from` to `to` of `key`, an odd one alone in the first byte; returns the place behind. */
export function writePartial(target: Uint8Array, at: number, key: Uint8Array, from: number, to: number): number {
  let nibble = from
  if (((to - from) & 1) === 1) target[at++] = nibbleAt(key, nibble++)
  if ((nibble & 1) === 0) for (; nibble < to; nibble += 2) target[at++] = key[nibble >> 1]
  else for (; nibble < to; nibble += 2) target[at++] = (nibbleAt(key, nibble) << 4) | nibbleAt(key, nibble + 1)
  return at
}

/** Writes a SCALE compact length below 2^30; returns the place behind. */
export function writeCompactLength(target: Uint8Array, at: number, length: number): number {
  if (length < 64) {
    target[at++] = length << 2
  } else if (length < 16_384) {
    target[at++] = ((length << 2) & 255) | 1
    target[at++] = length >> 6
  } else {
    const word = length * 4 + 2
    target[at++] = word & 255
    target[at++] = (word >>> 8) & 255
    target[at++] = (word >>> 16) & 255
    target[at++] = (word >>> 24) & 255
  }
  return at
}
