import type { Cid } from '../../cid/Cid.ts'
import type { ContentDescription } from '../../ContentDescription.ts'
import { ContentError } from '../../ContentError.ts'
import type { SegmentProof } from '../../segments/segments.ts'
import { type FileLayout, UNIXFS_V1_2025 } from '../../unixfs/FileLayout.ts'
import { BlockCatalogue } from './BlockCatalogue.ts'
import type { BlobStore, ByteRange, ByteSource, PutOptions } from './BlobStore.ts'
import { inlineChunkDigester } from './ChunkDigester.ts'
import { getBlockOf, hasBlock } from './getBlockOf.ts'
import { checkRange, proveStoredSegment, readRange, type StoredBlob } from './readBlob.ts'
import { takeContent } from './takeContent.ts'

/** Enough for tests and small tools; a node stores on disk. */
const DEFAULT_CAPACITY_BYTES = 256 * 1024 * 1024

export class MemoryBlobStore implements BlobStore {
  #blobs = new Map<Cid, StoredBlob>()
  #catalogue = new BlockCatalogue()
  #layout: FileLayout
  #capacityBytes: number
  #usedBytes = 0

  constructor({ layout = UNIXFS_V1_2025, capacityBytes = DEFAULT_CAPACITY_BYTES } = {}) {
    this.#layout = layout
    this.#capacityBytes = capacityBytes
  }

  async put(source: ByteSource, options: PutOptions = {}): Promise<ContentDescription> {
    const chunks: Uint8Array[] = []
    const sink = {
      write: async (chunk: Uint8Array) => {
        this.#reserve(chunk.length)
        chunks.push(chunk.slice())
      },
    }
    try {
      const index = await takeContent(source, this.#layout, inlineChunkDigester, sink, options)
      const { chunkSize } = this.#layout
      const read = async (offset: number) => chunks[offset / chunkSize] ?? new Uint8Array(0)
      if (!this.#blobs.has(index.description.cid)) {
        this.#blobs.set(index.description.cid, { index, read })
        this.#catalogue.add(index)
      } else {
        this.#usedBytes -= index.description.size
      }
      return index.description
    } catch (error) {
      for (const chunk of chunks) this.#usedBytes -= chunk.length
      throw error
    }
  }

  async describe(cid: Cid): Promise<ContentDescription | undefined> {
    return this.#blobs.get(cid)?.index.description
  }

  async has(cid: Cid): Promise<boolean> {
    return this.#blobs.has(cid)
  }

  async *get(cid: Cid, range?: ByteRange): AsyncGenerator<Uint8Array, void> {
    const blob = this.#blob(cid)
    yield* readRange(blob, checkRange(blob.index.description.size, range))
  }

  async getBlock(cid: Cid): Promise<Uint8Array> {
    const owners = this.#blobs.has(cid) ? [cid] : this.#catalogue.ownersOf(cid)
    for (const owner of owners) {
      const blob = this.#blob(owner)
      if (hasBlock(blob.index, cid)) return getBlockOf(blob, cid)
    }
    throw new ContentError('NOT_FOUND', `Block ${cid} is not stored here`)
  }

  async proveSegment(cid: Cid, index: number): Promise<SegmentProof> {
    return proveStoredSegment(this.#blob(cid), index)
  }

  async check(cid: Cid): Promise<void> {
    for await (const _ of this.get(cid));
  }

  async delete(cid: Cid): Promise<boolean> {
    const blob = this.#blobs.get(cid)
    if (!blob) return false
    this.#blobs.delete(cid)
    this.#catalogue.remove(blob.index)
    this.#usedBytes -= blob.index.description.size
    return true
  }

  async *list(): AsyncGenerator<Cid, void> {
    yield* this.#blobs.keys()
  }

  async close(): Promise<void> {
    this.#blobs.clear()
  }

  #blob(cid: Cid): StoredBlob {
    const blob = this.#blobs.get(cid)
    if (!blob) throw new ContentError('NOT_FOUND', `${cid} is not stored here`)
    return blob
  }

  #reserve(length: number): void {
    if (this.#usedBytes + length > this.#capacityBytes)
      throw new ContentError('STORE_FULL', `The store holds at most ${this.#capacityBytes} bytes`)
    this.#usedBytes += length
  }
}
