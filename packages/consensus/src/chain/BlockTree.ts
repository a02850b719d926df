import type { Hash } from '@echochain/codec'
import type { Header } from '@echochain/frame'
import type { Slot } from '@echochain/runtime'

/** A block as the tree of unfinalized blocks knows it. */
export interface BlockNode {
  readonly hash: Hash
  readonly number: number
  readonly slot: Slot
  readonly header: Header
  /** Absent for the root: the finalized block. */
  readonly parent: BlockNode | undefined
}

/** How to get from one block to another: blocks to take back, newest first, then blocks to apply, oldest first. */
export interface TreeRoute {
  readonly ancestor: BlockNode
  readonly retracted: readonly BlockNode[]
  readonly enacted: readonly BlockNode[]
}

/** The finalized block and everything known on top of it. Bounded by finality: each finalized block prunes the rest. */
export class BlockTree {
  readonly #nodes = new Map<Hash, BlockNode>()
  #root: BlockNode

  constructor(root: Omit<BlockNode, 'parent'>) {
    this.#root = { ...root, parent: undefined }
    this.#nodes.set(root.hash, this.#root)
  }

  get root(): BlockNode {
    return this.#root
  }

  get size(): number {
    return this.#nodes.size
  }

  get(hash: Hash): BlockNode | undefined {
    return this.#nodes.get(hash)
  }

  /** All blocks, parents before children. */
  nodes(): Iterable<BlockNode> {
    return this.#nodes.values()
  }

  /** Adds a block whose parent is in the tree. */
  add(block: Omit<BlockNode, 'parent'>): BlockNode {
    const parent = this.#nodes.get(block.header.parentHash)
    if (!parent) throw new Error(`Block ${block.hash} has no parent in the tree`)
    const node = { ...block, parent }
    this.#nodes.set(block.hash, node)
    return node
  }

  /** The last block of the chain of `node` at or before a slot, down to the finalized block. */
  ancestorAtSlot(node: BlockNode, slot: Slot): BlockNode {
    let at = node
    while (at.slot > slot && at.parent) at = at.parent
    return at
  }

  route(from: BlockNode, to: BlockNode): TreeRoute {
    const retracted: BlockNode[] = []
    const enacted: BlockNode[] = []
    let down = from
    let up = to
    while (down !== up) {
      if (down.number >= up.number) {
        retracted.push(down)
        down = down.parent!
      } else {
        enacted.push(up)
        up = up.parent!
      }
    }
    return { ancestor: down, retracted, enacted: enacted.reverse() }
  }

  /** Makes `node` the root. Returns the blocks finalized with it, oldest first, and those that can never be. */
  finalize(node: BlockNode): { finalized: readonly BlockNode[]; pruned: readonly BlockNode[] } {
    const { enacted } = this.route(this.#root, node)
    const kept = new Set<BlockNode>([node])
    const pruned: BlockNode[] = []
    const finalized = new Set<BlockNode>([this.#root, ...enacted])
    for (const other of this.#nodes.values()) {
      if (other.parent && kept.has(other.parent)) kept.add(other)
      else if (!finalized.has(other)) pruned.push(other)
    }
    for (const gone of [...pruned, ...finalized]) if (gone !== node) this.#nodes.delete(gone.hash)
    // A new object for the root would break the parent links of its children, so its own link is cut instead.
    ;(node as { parent: BlockNode | undefined }).parent = undefined
    this.#root = node
    return { finalized: enacted, pruned }
  }
}
