import { createSha256 } from '@echochain/codec'
import { Chunker } from '../../Chunker.ts'
import type { ChunkDigest } from '../../ChunkDigest.ts'
import { ContentError } from '../../ContentError.ts'
import type { FileLayout } from '../../unixfs/FileLayout.ts'
import { BlobIndex, MAX_CHUNKS } from './BlobIndex.ts'
import type { ByteSource, PutOptions } from './BlobStore.ts'
import type { ChunkDigester } from './ChunkDigester.ts'

/** Chunks on their way at once: enough to keep hashing threads and disk busy, 8 MiB of memory for each `put`. */
const WINDOW = 8

export interface ContentSink {
  /** Called for each chunk, in order, without waiting for the one before; the chunk is used again when it resolves. */
  write(chunk: Uint8Array, offset: number): Promise<void>
}

/**
 * Reads a file to its end: every chunk goes to the sink while threads digest it and this one computes the SHA-256 of
 * the whole. Throws what the options demand, and whatever source and sink throw.
 */
export async function takeContent(
  source: ByteSource,
  layout: FileLayout,
  digester: ChunkDigester,
  sink: ContentSink,
  { maxBytes = Infinity, onProgress, signal, ...expected }: PutOptions,
): Promise<BlobIndex> {
  const limit = Math.min(maxBytes, MAX_CHUNKS * layout.chunkSize)
  const plainHash = createSha256()
  const digests: ChunkDigest[] = []
  const underway: Promise<ChunkDigest>[] = []
  const free: Uint8Array[] = []
  const chunker = new Chunker(
    layout.chunkSize,
    () => free.pop() ?? new Uint8Array(new SharedArrayBuffer(layout.chunkSize)),
  )
  let size = 0

  const begin = (chunk: Uint8Array, offset: number): void => {
    const done = bothSettled(digester.digest(chunk), sink.write(chunk, offset)).then((digest) => {
      if (chunk.length === layout.chunkSize) free.push(chunk)
      return digest
    })
    done.catch(() => {}) // seen when its turn comes, or never if another failed first
    underway.push(done)
    plainHash.update(chunk)
  }
  const finishOldest = async (): Promise<void> => void digests.push(await (underway.shift() as Promise<ChunkDigest>))

  try {
    let taken = 0
    for await (const piece of source) {
      signal?.throwIfAborted()
      size += piece.length
      if (size > limit) throw new ContentError('TOO_LARGE', `The content has more than the ${limit} bytes allowed`)
      for (const chunk of chunker.push(piece)) {
        begin(chunk, taken)
        taken += chunk.length
        if (underway.length >= WINDOW) await finishOldest()
        onProgress?.(taken)
      }
    }
    if (size > taken || size === 0) begin(chunker.rest(), taken)
    onProgress?.(size)
    while (underway.length > 0) await finishOldest()
  } finally {
    await Promise.allSettled(underway) // nothing may write or read the chunks any more
  }
  signal?.throwIfAborted()
  const index = BlobIndex.create(layout, digests, size, plainHash.digest())
  checkExpectations(index, expected)
  return index
}

function checkExpectations({ description }: BlobIndex, { expectedCid, expectedPlainHash }: PutOptions): void {
  const { cid, plainHash } = description
  if (expectedCid !== undefined && cid !== expectedCid)
    throw new ContentError('WRONG_CID', `The content is ${cid}, not the expected ${expectedCid}`)
  if (expectedPlainHash !== undefined && plainHash !== expectedPlainHash)
    throw new ContentError('WRONG_HASH', `The content has SHA-256 ${plainHash}, not the expected ${expectedPlainHash}`)
}

/** The digest, once neither of the two uses the chunk any more. */
async function bothSettled(digest: Promise<ChunkDigest>, written: Promise<void>): Promise<ChunkDigest> {
  await Promise.allSettled([digest, written])
  await written
  return digest
}
