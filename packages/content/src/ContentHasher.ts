import { createSha256, type Sha256Hasher } from '@echochain/codec'
import { digestChunk } from './ChunkDigest.ts'
import { Chunker } from './Chunker.ts'
import type { ContentDescription } from './ContentDescription.ts'
import { ContentTree } from './ContentTree.ts'
import { type FileLayout, UNIXFS_V1_2025, validateLayout } from './unixfs/FileLayout.ts'
import type { OnNode } from './unixfs/FileTreeBuilder.ts'

/**
 * CID, SHA-256 and segment root of a file whose bytes come in pieces of any size; holds one chunk and 64 bytes for each
 * chunk before it. The CID is the one IPFS computes in the profile `unixfs-v1-2025`.
 */
export class ContentHasher {
  #chunker: Chunker
  #tree: ContentTree
  #plainHash: Sha256Hasher = createSha256()
  #chunks = 0

  /** `onNode` receives the inner nodes; a `layout` other than the profile's gives other CIDs. */
  constructor({ layout = UNIXFS_V1_2025, onNode }: { layout?: FileLayout; onNode?: OnNode } = {}) {
    validateLayout(layout)
    this.#tree = new ContentTree(layout, onNode)
    const buffer = new Uint8Array(layout.chunkSize)
    this.#chunker = new Chunker(layout.chunkSize, () => buffer)
  }

  update(bytes: Uint8Array): this {
    this.#plainHash.update(bytes)
    for (const chunk of this.#chunker.push(bytes)) this.#addChunk(chunk)
    return this
  }

  /** Call once, after the last byte. */
  finish(): ContentDescription {
    const rest = this.#chunker.rest()
    if (rest.length > 0 || this.#chunks === 0) this.#addChunk(rest)
    return this.#tree.finish(this.#plainHash.digest())
  }

  #addChunk(chunk: Uint8Array): void {
    this.#tree.addChunk(digestChunk(chunk), chunk.length)
    this.#chunks++
  }
}

/** Description of a file that is in memory. */
export const describeContent = (bytes: Uint8Array): ContentDescription => new ContentHasher().update(bytes).finish()
