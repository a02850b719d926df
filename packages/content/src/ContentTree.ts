import { toHex } from '@echochain/codec'
import type { ChunkDigest } from './ChunkDigest.ts'
import type { ContentDescription } from './ContentDescription.ts'
import { segmentRootOfChunks } from './segments/segments.ts'
import type { FileLayout } from './unixfs/FileLayout.ts'
import { FileTreeBuilder, type OnNode } from './unixfs/FileTreeBuilder.ts'

/** Both trees over a file, from the digests of its chunks in order. Keeps 64 bytes a chunk. */
export class ContentTree {
  readonly digests: ChunkDigest[] = []
  #tree: FileTreeBuilder
  #size = 0

  constructor(layout: FileLayout, onNode?: OnNode) {
    this.#tree = new FileTreeBuilder(layout, onNode)
  }

  addChunk(digest: ChunkDigest, size: number): void {
    this.#tree.addLeaf(digest.leaf, size)
    this.digests.push(digest)
    this.#size += size
  }

  /** Call once, after at least one chunk (an empty file has one empty chunk). */
  finish(plainHash: Uint8Array): ContentDescription {
    return {
      cid: this.#tree.finish().cid,
      size: this.#size,
      plainHash: toHex(plainHash),
      segmentRoot: toHex(segmentRootOfChunks(this.digests.map(({ segmentRoot }) => segmentRoot))),
    }
  }
}
