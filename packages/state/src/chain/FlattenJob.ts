import { Branch, type Leaf, type Slot } from '../trie/Branch.ts'
import { nibbleAt, slotKey } from '../trie/nibbles.ts'
import { MAX_KEY_LENGTH } from '../trie/TrieMemory.ts'
import type { BlockState } from './tables.ts'

/** Node records of a trie, in memory shared with the thread that writes them. */
export interface NodeRecords {
  readonly slabs: readonly Uint8Array[]
  /** For each record: number of its slab, place and length of the record there, length of its key. */
  readonly places: Uint32Array
  /** The keys one behind the other. */
  readonly keys: Uint8Array
}

/**
 * A move of the base, to be done in one transaction. It is data only, so that it can be done in another thread.
 * Forward: `blocks` from the one behind the base to the new base, each with its changes; the reverse differences are
 * made on the way. Back: `restored` are the changes that restore the new base's state, all newer history goes.
 */
export interface FlattenJob {
  readonly base: BlockState
  readonly blocks: readonly { readonly block: BlockState; readonly changes: Uint8Array }[]
  readonly restored: Uint8Array | undefined
  readonly nodes: NodeRecords
  /** Keys of node records to delete, before `nodes` are written. */
  readonly removed: readonly Uint8Array[]
  /** The oldest block whose state must stay readable; older history may be pruned. */
  readonly keepFrom: number
}

/** The branches of a trie that the database does not have yet. */
export function collectDirty(root: Slot): NodeRecords {
  const collector = new Collector()
  if (root instanceof Branch && root.dirty) collector.visit(root, 0)
  return collector.finish()
}

class Collector {
  readonly #slabs = new Map<Uint8Array, number>()
  readonly #path = new Uint8Array(MAX_KEY_LENGTH + 1)
  #places = new Uint32Array(1024)
  #count = 0
  #keys = new Uint8Array(16_384)
  #keysLength = 0

  visit(branch: Branch, depth: number): void {
    this.#add(branch, slotKey(this.#path, depth))
    const end = this.#follow(branch, depth)
    const { children } = branch
    for (let bits = branch.present, at = 0; bits !== 0; bits &= bits - 1, at++) {
      const child = children[at]
      if (!(child instanceof Branch) || !child.dirty) continue
      this.#setNibble(end, 31 - Math.clz32(bits & -bits))
      this.visit(child, end + 1)
    }
  }

  finish(): NodeRecords {
    return {
      slabs: [...this.#slabs.keys()],
      places: this.#places.slice(0, 4 * this.#count),
      keys: this.#keys.slice(0, this.#keysLength),
    }
  }

  #add(branch: Branch, key: Uint8Array): void {
    let slab = this.#slabs.get(branch.bytes)
    if (slab === undefined) this.#slabs.set(branch.bytes, (slab = this.#slabs.size))
    if (4 * this.#count === this.#places.length) this.#places = grown(this.#places, new Uint32Array(8 * this.#count))
    if (this.#keysLength + key.length > this.#keys.length)
      this.#keys = grown(this.#keys, new Uint8Array(2 * this.#keys.length))
    const at = 4 * this.#count++
    this.#places[at] = slab
    this.#places[at + 1] = branch.start - 2
    this.#places[at + 2] = branch.length + 2
    this.#places[at + 3] = key.length
    this.#keys.set(key, this.#keysLength)
    this.#keysLength += key.length
  }

  /** Appends the partial key of a branch at `depth` to the path. */
  #follow(branch: Branch, depth: number): number {
    const { bytes, partialNibbles } = branch
    const partial = bytes.subarray(branch.start + branch.partialAt, branch.start + branch.bitmapAt)
    const odd = partialNibbles & 1
    for (let i = 0; i < partialNibbles; i++) this.#setNibble(depth + i, nibbleAt(partial, i + odd))
    return depth + partialNibbles
  }

  #setNibble(index: number, nibble: number): void {
    const at = index >> 1
    this.#path[at] = (index & 1) === 1 ? (this.#path[at] & 0xf0) | nibble : nibble << 4
  }
}

function grown<Numbers extends Uint8Array | Uint32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

/** Notes that the database has the dirty branches of a trie now, and with them the leaves they know of. */
export function markClean(root: Slot): void {
  if (!(root instanceof Branch) || !root.dirty) return
  root.dirty = false
  root.own = undefined
  for (const child of root.children) if (child instanceof Branch) markClean(child)
  root.keepChildren(isBranch)
}

const isBranch = (child: Branch | Leaf): boolean => child instanceof Branch
