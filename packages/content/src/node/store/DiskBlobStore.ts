import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Cid, cidCodec } from '../../cid/Cid.ts'
import type { ContentDescription } from '../../ContentDescription.ts'
import { ContentError } from '../../ContentError.ts'
import type { SegmentProof } from '../../segments/segments.ts'
import { type FileLayout, UNIXFS_V1_2025, validateLayout } from '../../unixfs/FileLayout.ts'
import { BlobDirectory } from './BlobDirectory.ts'
import { BlobDraft } from './BlobDraft.ts'
import type { BlobIndex } from './BlobIndex.ts'
import type { BlobStore, ByteRange, ByteSource, PutOptions } from './BlobStore.ts'
import { BlockCatalogue } from './BlockCatalogue.ts'
import type { ChunkDigester } from './ChunkDigester.ts'
import { DraftArea } from './DraftArea.ts'
import { getBlockOf, hasBlock } from './getBlockOf.ts'
import { checkRange, proveStoredSegment, readRange } from './readBlob.ts'
import { onDisk } from './storeError.ts'
import { syncDirectory } from './syncDirectory.ts'
import { takeContent } from './takeContent.ts'
import { WorkerChunkDigester } from './WorkerChunkDigester.ts'

/** Blocks known at most: four terabytes in chunks of 1 MiB, about 800 MB of memory if they are really there. */
const DEFAULT_MAX_BLOCKS = 4_194_304
/** Indexes kept in memory: for a file of 2 GB one takes about 1 MB. */
const CACHED_INDEXES = 32

export interface DiskBlobStoreOptions {
  /** A directory of its own; created if it does not exist. */
  readonly path: string
  readonly layout?: FileLayout
  readonly digester?: ChunkDigester
  /** `STORE_FULL` once this many blocks are stored. */
  readonly maxBlocks?: number
}

/**
 * A BlobStore of ordinary files: each is stored as it is, beside it the digests of its chunks. One process uses a
 * directory at a time; a process that was killed leaves whole files and drafts, and the drafts go when the next opens.
 */
export class DiskBlobStore implements BlobStore {
  #drafts: DraftArea
  #blobs: BlobDirectory
  #layout: FileLayout
  #digester: ChunkDigester
  #maxBlocks: number
  /** Most recently used last. */
  #indexes = new Map<Cid, BlobIndex>()
  #removals = 0
  /** Read from disk when a block is first asked for that is no file of its own, or when a file is put. */
  #catalogue?: Promise<BlockCatalogue>

  private constructor(options: DiskBlobStoreOptions, drafts: DraftArea, blobs: BlobDirectory) {
    this.#drafts = drafts
    this.#blobs = blobs
    this.#layout = options.layout ?? UNIXFS_V1_2025
    this.#digester = options.digester ?? new WorkerChunkDigester()
    this.#maxBlocks = options.maxBlocks ?? DEFAULT_MAX_BLOCKS
  }

  static async open(options: DiskBlobStoreOptions): Promise<DiskBlobStore> {
    validateLayout(options.layout ?? UNIXFS_V1_2025)
    const blobs = join(options.path, 'blobs')
    return onDisk(options.path, async () => {
      await mkdir(blobs, { recursive: true })
      await syncDirectory(options.path)
      const drafts = await DraftArea.open(join(options.path, 'drafts'))
      return new DiskBlobStore(options, drafts, new BlobDirectory(blobs))
    })
  }

  async put(source: ByteSource, options: PutOptions = {}): Promise<ContentDescription> {
    const catalogue = await this.#loadCatalogue()
    if (catalogue.size >= this.#maxBlocks)
      throw new ContentError(
        'STORE_FULL',
        `The store holds ${this.#maxBlocks} blocks, its limit; delete something first`,
      )
    const draft = await BlobDraft.create(this.#drafts)
    try {
      const index = await takeContent(source, this.#layout, this.#digester, draft, options)
      await draft.complete(index)
      await this.#admit(draft, index.description.cid)
      this.#remember(index)
      catalogue.add(index)
      return index.description
    } finally {
      await draft.discard()
    }
  }

  /** Moves a draft into its place, unless the same file is there and whole. */
  async #admit(draft: BlobDraft, cid: Cid): Promise<void> {
    const path = await this.#blobs.prepare(cid)
    while (!(await draft.moveTo(path))) {
      this.#indexes.delete(cid)
      try {
        return await this.check(cid)
      } catch (error) {
        if (!(error instanceof ContentError) || (error.code !== 'DAMAGED' && error.code !== 'NOT_FOUND')) throw error
        await this.#blobs.remove(cid, this.#drafts)
      }
    }
  }

  async describe(cid: Cid): Promise<ContentDescription | undefined> {
    return (await this.#index(cid))?.description
  }

  async has(cid: Cid): Promise<boolean> {
    return this.#blobs.has(cid)
  }

  async *get(cid: Cid, range?: ByteRange): AsyncGenerator<Uint8Array, void> {
    const index = await this.#requireIndex(cid)
    const wanted = checkRange(index.description.size, range)
    await using blob = await this.#blobs.open(index)
    yield* readRange(blob, wanted)
  }

  async getBlock(cid: Cid): Promise<Uint8Array> {
    const owners = (await this.has(cid)) ? [cid] : (await this.#loadCatalogue()).ownersOf(cid)
    let failure = new ContentError('NOT_FOUND', `Block ${cid} is not stored here`)
    for (const owner of owners) {
      try {
        const index = await this.#index(owner)
        if (!index || !hasBlock(index, cid)) continue
        const node = index.nodes.get(cid)
        if (node) return node
        await using blob = await this.#blobs.open(index)
        return await getBlockOf(blob, cid)
      } catch (error) {
        if (!(error instanceof ContentError)) throw error
        failure = error // another file may hold the same block undamaged
      }
    }
    throw failure
  }

  async proveSegment(cid: Cid, segment: number): Promise<SegmentProof> {
    await using blob = await this.#blobs.open(await this.#requireIndex(cid))
    return await proveStoredSegment(blob, segment)
  }

  async check(cid: Cid): Promise<void> {
    this.#indexes.delete(cid)
    for await (const _ of this.get(cid));
  }

  async delete(cid: Cid): Promise<boolean> {
    const index = await this.#index(cid).catch(() => undefined)
    const removed = await this.#blobs.remove(cid, this.#drafts)
    this.#removals++
    this.#indexes.delete(cid)
    if (index) (await this.#catalogue)?.remove(index)
    return removed
  }

  list(): AsyncGenerator<Cid, void> {
    return this.#blobs.list()
  }

  async close(): Promise<void> {
    await this.#digester.close()
  }

  async #requireIndex(cid: Cid): Promise<BlobIndex> {
    const index = await this.#index(cid)
    if (index) return index
    throw new ContentError('NOT_FOUND', `${cid} is not stored here`)
  }

  async #index(cid: Cid): Promise<BlobIndex | undefined> {
    const cached = this.#indexes.get(cid)
    const removals = this.#removals
    const index = cached ?? (await this.#blobs.readIndex(cid))
    if (index && removals === this.#removals) this.#remember(index) // else it may be gone by now
    return index
  }

  #remember(index: BlobIndex): void {
    this.#indexes.delete(index.description.cid)
    this.#indexes.set(index.description.cid, index)
    const [oldest] = this.#indexes.keys()
    if (this.#indexes.size > CACHED_INDEXES) this.#indexes.delete(oldest)
  }

  #loadCatalogue(): Promise<BlockCatalogue> {
    this.#catalogue ??= this.#readCatalogue()
    this.#catalogue.catch(() => (this.#catalogue = undefined))
    return this.#catalogue
  }

  async #readCatalogue(): Promise<BlockCatalogue> {
    const catalogue = new BlockCatalogue()
    for await (const cid of this.#blobs.list()) {
      if (cidCodec(cid) === 'raw') continue // one block, which is the file
      const index = await this.#blobs.readIndex(cid).catch(() => undefined) // unreadable: its blocks are not to be had
      if (index) catalogue.add(index)
    }
    return catalogue
  }
}
