import { equalBytes, sha256 } from '@echochain/codec'
import { ContentError } from '../../ContentError.ts'
import { SEGMENT_SIZE } from '../../segments/segmentLeaves.ts'
import { countSegments, createSegmentProof, type SegmentProof } from '../../segments/segments.ts'
import type { BlobIndex } from './BlobIndex.ts'
import type { ByteRange } from './BlobStore.ts'

/** A stored file: its index, and its bytes by offset. `read` may return fewer bytes than asked at the end. */
export interface StoredBlob {
  readonly index: BlobIndex
  read(offset: number, length: number): Promise<Uint8Array>
}

/** One chunk, checked. Throws `DAMAGED`. */
export async function readChunk({ index, read }: StoredBlob, number: number): Promise<Uint8Array> {
  const { layout, description, digests } = index
  const offset = number * layout.chunkSize
  const length = Math.min(layout.chunkSize, description.size - offset)
  const chunk = await read(offset, length)
  if (chunk.length === length && equalBytes(sha256(chunk), digests[number].leaf)) return chunk
  throw new ContentError(
    'DAMAGED',
    `${description.cid} is damaged on disk between bytes ${offset} and ${offset + length}; put the file again to repair it`,
  )
}

/** The bytes of a range, each chunk checked before any of it is given out; the next chunk is read ahead. */
export async function* readRange(blob: StoredBlob, range: ByteRange): AsyncGenerator<Uint8Array, void> {
  const { chunkSize } = blob.index.layout
  const last = Math.ceil(range.end / chunkSize) - 1
  let number = Math.floor(range.start / chunkSize)
  let next = range.start < range.end ? readAhead(blob, number) : undefined
  while (next) {
    const chunk = await next
    const offset = number * chunkSize
    next = ++number <= last ? readAhead(blob, number) : undefined
    yield chunk.subarray(Math.max(0, range.start - offset), range.end - offset)
  }
}

function readAhead(blob: StoredBlob, number: number): Promise<Uint8Array> {
  const chunk = readChunk(blob, number)
  chunk.catch(() => {}) // whoever awaits it sees the error; a reader that stops early does not
  return chunk
}

/** The range asked for, or all of a file of `size` bytes. Throws `BAD_RANGE`. */
export function checkRange(size: number, range: ByteRange = { start: 0, end: size }): ByteRange {
  const { start, end } = range
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= size) return range
  throw new ContentError('BAD_RANGE', `Bytes ${start} to ${end} were asked of a file with ${size}`)
}

/** Proof of a segment from the chunk that holds it. Throws `DAMAGED`, `BAD_RANGE`. */
export async function proveStoredSegment(blob: StoredBlob, segment: number): Promise<SegmentProof> {
  const { layout, description, digests } = blob.index
  const count = countSegments(description.size)
  if (!Number.isInteger(segment) || segment < 0 || segment >= count)
    throw new ContentError('BAD_RANGE', `Segment ${segment} was asked of a file with ${count}`)
  const chunk = await readChunk(blob, Math.floor((segment * SEGMENT_SIZE) / layout.chunkSize))
  const chunkRoots = digests.map(({ segmentRoot }) => segmentRoot)
  return createSegmentProof(segment, layout.chunkSize, chunk, chunkRoots)
}
