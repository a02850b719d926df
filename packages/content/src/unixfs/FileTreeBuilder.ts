import { sha256 } from '@echochain/codec'
import { createCid } from '../cid/Cid.ts'
import { encodeFileNode, type FileLink } from './FileNode.ts'
import type { FileLayout } from './FileLayout.ts'

/** Receives every inner node as soon as it is complete, children before parents. */
export type OnNode = (link: FileLink, bytes: Uint8Array) => void

interface Level {
  /** Links not yet gathered under a parent, fewer than maxLinks + 1. */
  pending: FileLink[]
  count: number
}

/**
 * The balanced tree over leaves that arrive one by one. Holds at most `maxLinks` links a level. The last node of a level
 * may have a single link: the importer of js-ipfs and Kubo make it so.
 */
export class FileTreeBuilder {
  #levels: Level[] = []
  #maxLinks: number
  #onNode?: OnNode

  constructor({ maxLinks }: FileLayout, onNode?: OnNode) {
    this.#maxLinks = maxLinks
    this.#onNode = onNode
  }

  addLeaf(digest: Uint8Array, size: number): void {
    this.#add({ cid: createCid('raw', digest), fileSize: size, treeSize: size }, 0)
  }

  /** The root: the only leaf itself, or the node on top. Call once, after at least one leaf. */
  finish(): FileLink {
    for (let depth = 0; ; depth++) {
      const { pending, count } = this.#levels[depth]
      if (count === 1) return pending[0]
      if (pending.length > 0) this.#gather(depth)
    }
  }

  #add(link: FileLink, depth: number): void {
    const level = (this.#levels[depth] ??= { pending: [], count: 0 })
    // Gathered only when one more comes: a node is not yet known to need a parent while it is alone on its level.
    if (level.pending.length === this.#maxLinks) this.#gather(depth)
    level.pending.push(link)
    level.count++
  }

  #gather(depth: number): void {
    const links = this.#levels[depth].pending
    this.#levels[depth].pending = []
    const bytes = encodeFileNode(links)
    let fileSize = 0
    let treeSize = bytes.length
    for (const link of links) {
      fileSize += link.fileSize
      treeSize += link.treeSize
    }
    const node = { cid: createCid('dag-pb', sha256(bytes)), fileSize, treeSize }
    this.#onNode?.(node, bytes)
    this.#add(node, depth + 1)
  }
}
