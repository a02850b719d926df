import { Branch, BRANCH_OVERHEAD_BYTES, type Leaf, type Slot } from '../trie/Branch.ts'

/** Updates of the trie that are told apart by age; what was last used before them is older than all of them. */
const AGES = 1024

/**
 * Keeps the branches of the base's trie that are in memory within a budget. Over it, those not used for longest go until
 * half of it is taken. Their slabs go with them, as branches made or read together lie together.
 */
export class NodeCache {
  readonly #maxBytes: number
  /** As of the last {@link trim}. */
  nodes = 0
  bytes = 0
  /** Of it by age, in updates of the trie. */
  readonly #bytesByAge = new Float64Array(AGES + 1)

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** Lets go of clean branches below `root` if they are over the budget, by update `now`; the root itself stays. */
  trim(root: Slot, now: number): void {
    if (!(root instanceof Branch)) return
    this.#measure(root, now)
    if (this.bytes <= this.#maxBytes) return
    letGo(root, now - this.#ageThatFits(this.#maxBytes / 2))
    this.#measure(root, now)
  }

  #measure(root: Branch, now: number): void {
    this.nodes = 0
    this.bytes = 0
    this.#bytesByAge.fill(0)
    this.#visit(root, now)
  }

  #visit(branch: Branch, now: number): void {
    if (!branch.dirty) {
      const bytes = branch.length + BRANCH_OVERHEAD_BYTES
      this.nodes++
      this.bytes += bytes
      this.#bytesByAge[Math.min(now - branch.usedAt, AGES)] += bytes
    }
    const { children } = branch
    for (let i = 0; i < children.length; i++) {
      const child = children[i]
      if (child instanceof Branch) this.#visit(child, now)
    }
  }

  /** The greatest age of which, with all below it, so many bytes are. */
  #ageThatFits(bytes: number): number {
    let age = 0
    for (let sum = this.#bytesByAge[0]; age < AGES && sum + this.#bytesByAge[age + 1] <= bytes; age++)
      sum += this.#bytesByAge[age + 1]
    return age
  }
}

/** Lets go of clean branches below `branch` last used before an update: what is below one was not used later than it. */
function letGo(branch: Branch, staleBefore: number): void {
  branch.keepChildren(
    (child: Branch | Leaf) => !(child instanceof Branch) || child.dirty || child.usedAt >= staleBefore,
  )
  for (const child of branch.children) if (child instanceof Branch) letGo(child, staleBefore)
}
