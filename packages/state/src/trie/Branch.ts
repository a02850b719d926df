import { StateError } from '../StateError.ts'
import { HASH_LENGTH } from './nodeFormat.ts'

/** A key with its value: what a leaf of the trie stands for. */
export interface Leaf {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** What hangs in a place of the trie: a branch, a leaf, or nothing. */
export type Slot = Branch | Leaf | undefined

/** What a branch costs in memory beside its encoding: the object and its list of children, roughly, in bytes. */
export const BRANCH_OVERHEAD_BYTES = 200

const NO_CHILDREN: readonly (Branch | Leaf)[] = []

export function countBits(bits: number): number {
  let count = bits - ((bits >> 1) & 0x5555)
  count = (count & 0x3333) + ((count >> 2) & 0x3333)
  count = (count + (count >> 4)) & 0x0f0f
  return (count + (count >> 8)) & 0x1f
}

/**
 * A branch node by its exact encoding, `length` bytes from `start` of `bytes`; the fields are places in it. Immutable
 * but for what is only known or no longer known of it: `children`, `present`, `own`, `dirty`, `usedAt`.
 */
export class Branch {
  readonly bytes: Uint8Array
  readonly start: number
  readonly length: number
  /** Children that are branches, a bit each; the other children are leaves. */
  readonly branchBits: number
  readonly partialNibbles: number
  /** Offsets from `start`: of the partial key, of the bitmap behind it, of the first child. */
  readonly partialAt: number
  readonly bitmapAt: number
  readonly childrenAt: number
  readonly bitmap: number
  /** The children in memory, in order of their nibbles: a branch not here is in the database; a leaf not here is the
   *  only key of the database's base state below its place. */
  children: readonly (Branch | Leaf)[]
  /** Which children those are, a bit each. */
  present: number
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
    this.children = NO_CHILDREN
    this.present = 0
    this.own = undefined
    this.dirty = dirty
    this.usedAt = usedAt
  }

  get hasValue(): boolean {
    return this.childrenAt > this.bitmapAt + 2
  }

  /** Whether the Merkle values of all children have 32 bytes, so that one can be overwritten in place. */
  get uniform(): boolean {
    return this.length - this.childrenAt === (1 + HASH_LENGTH) * countBits(this.bitmap)
  }

  /** Child `nibble`, if it is in memory. */
  child(nibble: number): Branch | Leaf | undefined {
    const bit = 1 << nibble
    return (this.present & bit) === 0 ? undefined : this.children[countBits(this.present & (bit - 1))]
  }

  /** Replaces the children in memory; the list is copied, as one that has grown takes more room than it needs. */
  setChildren(children: readonly (Branch | Leaf)[], present: number): void {
    this.children = children.length === 0 ? NO_CHILDREN : children.slice()
    this.present = present
  }

  /** Puts child `nibble` in memory, where it was not. */
  addChild(nibble: number, child: Branch): void {
    const bit = 1 << nibble
    this.children = this.children.toSpliced(countBits(this.present & (bit - 1)), 0, child)
    this.present |= bit
  }

  /** Lets go of the children in memory that are not to be kept. */
  keepChildren(isKept: (child: Branch | Leaf) => boolean): void {
    const { children } = this
    const kept: (Branch | Leaf)[] = []
    let present = 0
    for (let bits = this.present, at = 0; bits !== 0; bits &= bits - 1, at++)
      if (isKept(children[at])) {
        kept.push(children[at])
        present |= bits & -bits
      }
    if (kept.length < children.length) this.setChildren(kept, present)
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
