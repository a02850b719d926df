import { StateError } from '../StateError.ts'
import { HASH_LENGTH } from './nodeFormat.ts'

/** A key with its value: what a leaf of the trie stands for. */
export interface Leaf {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** What hangs in a place of the trie: a branch, a leaf, or nothing. */
export type Slot = Branch | Leaf | undefined

/** One more than the entry in {@link Branch.children} costs: objects and array of a branch, roughly, in bytes. */
export const BRANCH_OVERHEAD_BYTES = 200

export function countBits(bits: number): number {
  let count = bits - ((bits >> 1) & 0x5555)
  count = (count & 0x3333) + ((count >> 2) & 0x3333)
  count = (count + (count >> 4)) & 0x0f0f
  return (count + (count >> 8)) & 0x1f
}

/**
 * A branch node by its exact encoding, `length` bytes from `start` of `bytes`; the fields are places in it. Immutable
 * but for what is only known or no longer known of it: `children`, `own`, `dirty`, `usedAt`, and where the bytes lie.
 */
export class Branch {
  bytes: Uint8Array
  start: number
  readonly length: number
  /** Children that are branches, a bit each; the other children are leaves. */
  readonly branchBits: number
  readonly partialNibbles: number
  /** Offsets from `start`: of the partial key, of the bitmap behind it, of the first child. */
  readonly partialAt: number
  readonly bitmapAt: number
  readonly childrenAt: number
  readonly bitmap: number
  /** Whether the Merkle values of all children have 32 bytes, so that one can be overwritten in place. */
  readonly uniform: boolean
  /** The children in memory, in order of their nibbles: a branch not here is in the database; a leaf not here is the
   *  only key of the database's base state below its place. */
  children: (Branch | Leaf | undefined)[] | undefined
  /** The node's own value, where the database does not have it yet. */
  own: Leaf | undefined
  /** Not in the database yet. */
  dirty: boolean
  /** When it was last made or looked at, in updates of the trie: for eviction. */
  usedAt: number

  constructor(bytes: Uint8Array, start: number, length: number, dirty: boolean, usedAt: number) {
    this.bytes = bytes
    this.start = start
    this.length = length
    this.branchBits = bytes[start - 2] | (bytes[start - 1] << 8)
    const header = bytes[start]
    const mask = header >= 0x80 ? 0x3f : 0x0f
    if (header < 0x80 && header >> 4 !== 1) throw notABranch(header)
    let at = start + 1
    let partialNibbles = header & mask
    if (partialNibbles === mask) {
      for (; bytes[at] === 255; at++) partialNibbles += 255
      partialNibbles += bytes[at++]
    }
    this.partialNibbles = partialNibbles
    this.partialAt = at - start
    at += (partialNibbles + 1) >> 1
    this.bitmapAt = at - start
    this.bitmap = bytes[at] | (bytes[at + 1] << 8)
    at += 2
    if (header < 0x80) at += HASH_LENGTH
    else if (header >= 0xc0) at += 1 + (bytes[at] >> 2) // at most 32 bytes: a compact length of one byte
    this.childrenAt = at - start
    this.uniform = start + length - at === 33 * countBits(this.bitmap)
    this.children = undefined
    this.own = undefined
    this.dirty = dirty
    this.usedAt = usedAt
  }

  get hasValue(): boolean {
    return this.childrenAt > this.bitmapAt + 2
  }

  /** Position of child `nibble`, which is there, among the children. */
  rank(nibble: number): number {
    return countBits(this.bitmap & ((1 << nibble) - 1))
  }

  child(nibble: number): Branch | Leaf | undefined {
    return this.children?.[this.rank(nibble)]
  }

  setChild(nibble: number, child: Branch | Leaf | undefined): void {
    this.children ??= Array.from<Branch | Leaf | undefined>({ length: countBits(this.bitmap) })
    this.children[this.rank(nibble)] = child
  }

  /** A copy of the encoding. */
  encoding(): Uint8Array {
    return this.bytes.slice(this.start, this.start + this.length)
  }
}

const notABranch = (header: number): StateError =>
  new StateError(
    'DAMAGED',
    `A stored trie node starts with 0x${header.toString(16)}, which is no branch. Run "db check".`,
  )
