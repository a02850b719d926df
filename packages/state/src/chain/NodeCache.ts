import { Arena } from '../trie/Arena.ts'
import { Branch, BRANCH_OVERHEAD_BYTES, type Slot } from '../trie/Branch.ts'

/** Updates of the trie after which an unused branch may be let go, at most. */
const LONGEST_GENERATIONS = 256

interface Slab {
  liveBytes: number
  readonly sizeBytes: number
}

/**
 * Keeps the branches of the base's trie that are in memory within a budget. Those not used in the last updates go
 * first; how many updates are remembered adapts to what fits. What stays is moved together when it has become sparse
 * in its slabs.
 */
export class NodeCache {
  readonly #maxBytes: number
  #generations = LONGEST_GENERATIONS
  #arena = new Arena(false)
  /** As of the last {@link trim}. */
  nodes = 0
  bytes = 0
  #slabs = new Map<Uint8Array, Slab>()

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** A branch not used since this update need not be kept. */
  staleBefore(now: number): number {
    return now - this.#generations
  }

  /** Lets go of clean branches below `root` until they fit the budget; the root itself stays. */
  trim(root: Slot, now: number): void {
    this.#measure(root, -Infinity)
    if (this.bytes < this.#maxBytes / 2) this.#generations = Math.min(2 * this.#generations, LONGEST_GENERATIONS)
    while (this.bytes > this.#maxBytes && this.#generations > 0) {
      this.#generations >>= 1
      this.#measure(root, now - this.#generations)
    }
    this.#compact(root)
  }

  #measure(root: Slot, staleBefore: number): void {
    this.nodes = 0
    this.bytes = 0
    this.#slabs = new Map()
    if (root instanceof Branch) this.#visit(root, staleBefore)
  }

  #visit(branch: Branch, staleBefore: number): void {
    this.nodes++
    this.bytes += branch.length + BRANCH_OVERHEAD_BYTES
    const slab = this.#slabs.get(branch.bytes)
    if (slab !== undefined) slab.liveBytes += branch.length + 10
    else this.#slabs.set(branch.bytes, { liveBytes: branch.length + 10, sizeBytes: branch.bytes.length })
    const { children } = branch
    if (children === undefined) return
    let kept = false
    for (let i = 0; i < children.length; i++) {
      const child = children[i]
      if (!(child instanceof Branch)) continue
      if (child.usedAt < staleBefore && !child.dirty) children[i] = undefined
      else {
        kept = true
        this.#visit(child, staleBefore)
      }
    }
    if (!kept && !branch.dirty) branch.children = undefined
  }

  /** Moves the branches out of slabs that are less than half in use, so that those can be freed. */
  #compact(root: Slot): void {
    let wasted = 0
    for (const { liveBytes, sizeBytes } of this.#slabs.values()) wasted += sizeBytes - liveBytes
    if (wasted < this.#maxBytes / 4 || !(root instanceof Branch)) return
    this.#arena = new Arena(false)
    this.#move(root)
    this.#slabs = new Map()
  }

  #move(branch: Branch): void {
    const { liveBytes, sizeBytes } = this.#slabs.get(branch.bytes)!
    if (!branch.dirty && 2 * liveBytes < sizeBytes) {
      const start = this.#arena.allocate(branch.length)
      this.#arena.bytes.set(branch.bytes.subarray(branch.start - 2, branch.start + branch.length), start - 2)
      branch.bytes = this.#arena.bytes
      branch.start = start
    }
    for (const child of branch.children ?? []) if (child instanceof Branch) this.#move(child)
  }
}
