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

/** What is known of a block before it has its place in the tree. */
export type NewBlock = Pick<BlockNode, 'hash' | 'number' | 'slot' | 'header'>

class TreeNode implements BlockNode {
  readonly hash: Hash
  readonly number: number
  readonly slot: Slot
  parent: TreeNode | undefined
  #header: Header | undefined
  readonly #loadHeader: (hash: Hash) => Header

  constructor({ hash, number, slot, header }: NewBlock, parent: TreeNode | undefined, load: (hash: Hash) => Header) {
    this.hash = hash
    this.number = number
    this.slot = slot
    this.parent = parent
    this.#header = header
    this.#loadHeader = load
  }

  get header(): Header {
    return this.#header ?? this.#loadHeader(this.hash)
  }

  /** From now on it is loaded whenever somebody asks. */
  letHeaderGo(): void {
    this.#header = undefined
  }
}

/** Headers kept in memory, of 2 KB each: without finality the tree has no bound but this for most of what it holds. */
const KEPT_HEADERS = 1_024

/** How to get from one block to another: blocks to take back, newest first, then blocks to apply, oldest first. */
export interface TreeRoute {
  readonly ancestor: BlockNode
  readonly retracted: readonly BlockNode[]
  readonly enacted: readonly BlockNode[]
}

/** The finalized block and everything known on top of it. Bounded by finality: each finalized block prunes the rest. */
export class BlockTree {
  readonly #nodes = new Map<Hash, TreeNode>()
  readonly #loadHeader: (hash: Hash) => Header
  /** Nodes that have their headers at hand, the oldest first; some may have left the tree. */
  readonly #withHeader: TreeNode[] = []
  #root: TreeNode

  /** `loadHeader` finds the header of any block that is in the tree. */
  constructor(root: NewBlock, loadHeader: (hash: Hash) => Header) {
    this.#loadHeader = loadHeader
    this.#root = this.#insert(root, undefined)
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
  add(block: NewBlock): BlockNode {
    const parent = this.#nodes.get(block.header.parentHash)
    if (!parent) throw new Error(`Block ${block.hash} has no parent in the tree`)
    return this.#insert(block, parent)
  }

  #insert(block: NewBlock, parent: TreeNode | undefined): TreeNode {
    const node = new TreeNode(block, parent, this.#loadHeader)
    this.#nodes.set(block.hash, node)
    if (this.#withHeader.push(node) > KEPT_HEADERS) this.#withHeader.shift()!.letHeaderGo()
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
    this.#root = this.#nodes.get(node.hash)!
    this.#root.parent = undefined
    return { finalized: enacted, pruned }
  }
}
