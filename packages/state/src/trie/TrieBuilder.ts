import { compareBytes, toHex } from '@echochain/codec'
import { StateError } from '../StateError.ts'
import { Arena } from './Arena.ts'
import type { Branch, Leaf } from './Branch.ts'
import { commonNibbles, nibbleAt, slotKey } from './nibbles.ts'
import { NodeEncoder } from './NodeEncoder.ts'
import { EMPTY_NODE } from './nodeFormat.ts'
import { TrieMemory } from './TrieMemory.ts'

/** A branch of which all children so far are known, but not yet whether it gets more. */
interface OpenBranch {
  readonly depth: number
  bitmap: number
  branchBits: number
  own: Leaf | undefined
}

/**
 * Builds a trie from keys in order, each once, in memory that does not grow with their number: only the branches on
 * the path to the newest key are open. Finished branches go to `onBranch` with their database key.
 */
export class TrieBuilder {
  readonly #memory = new TrieMemory()
  readonly #encoder = new NodeEncoder(this.#memory, new Arena(false))
  readonly #onBranch: (key: Uint8Array, branch: Branch) => void
  readonly #open: OpenBranch[] = []
  #pending: Leaf | undefined

  constructor(onBranch: (key: Uint8Array, branch: Branch) => void) {
    this.#onBranch = onBranch
  }

  /** Throws {@link StateError} BAD_KEY if `key` is not behind the one before. */
  add(key: Uint8Array, value: Uint8Array): void {
    const pending = this.#pending
    this.#pending = { key, value }
    if (pending === undefined) return
    if (compareBytes(pending.key, key) >= 0)
      throw new StateError('BAD_KEY', `Keys must come in order: ${toHex(key)} came behind ${toHex(pending.key)}`)
    const shared = commonNibbles(pending.key, 2 * pending.key.length, key, 2 * key.length, 0)
    if (shared > this.#depth()) this.#push(shared)
    this.#attach(pending)
    while (this.#depth() > shared) this.#close(pending.key, shared)
  }

  /** The root hash. */
  finish(): Uint8Array {
    const { bytes, node, merkle } = this.#memory
    const pending = this.#pending
    if (pending === undefined) {
      bytes[node] = EMPTY_NODE
      this.#memory.hash(node, 1, merkle)
      return bytes.slice(merkle, merkle + 32)
    }
    if (this.#open.length === 0) {
      this.#encoder.leaf(pending, 0, 0)
      return this.#encoder.rootHash(0)
    }
    this.#attach(pending)
    while (this.#open.length > 1) this.#close(pending.key, 0)
    const { depth, own, bitmap, branchBits } = this.#open[0]
    const ownValue = own && { leaf: own }
    this.#onBranch(
      slotKey(pending.key, 0),
      this.#encoder.branch(pending.key, 0, depth, ownValue, bitmap, branchBits, 1, 0),
    )
    return this.#encoder.rootHash(0)
  }

  #depth(): number {
    return this.#open.length === 0 ? -1 : this.#open[this.#open.length - 1].depth
  }

  #push(depth: number): void {
    this.#open.push({ depth, bitmap: 0, branchBits: 0, own: undefined })
  }

  /** Place of the child of the innermost open branch on the path of `key`. */
  #place(key: Uint8Array): number {
    return this.#open.length * 16 + nibbleAt(key, this.#depth())
  }

  #attach(leaf: Leaf): void {
    const parent = this.#open[this.#open.length - 1]
    if (2 * leaf.key.length === parent.depth) {
      parent.own = leaf
      return
    }
    parent.bitmap |= 1 << nibbleAt(leaf.key, parent.depth)
    this.#encoder.leaf(leaf, parent.depth + 1, this.#place(leaf.key))
  }

  /** Finishes the innermost branch, on the path of `key`: it hangs in the next outer one, at least `least` deep. */
  #close(key: Uint8Array, least: number): void {
    const level = this.#open.length
    const { depth, own, bitmap, branchBits } = this.#open.pop()!
    if (this.#depth() < least) this.#push(least)
    const parent = this.#open[this.#open.length - 1]
    const from = parent.depth + 1
    const ownValue = own && { leaf: own }
    // The place may be one of this very level: it is written after all children have been read.
    const branch = this.#encoder.branch(key, from, depth, ownValue, bitmap, branchBits, level, this.#place(key))
    const bit = 1 << nibbleAt(key, parent.depth)
    parent.bitmap |= bit
    parent.branchBits |= bit
    this.#onBranch(slotKey(key, from), branch)
  }
}
