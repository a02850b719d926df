// Segment roots (protocol.md §6): the RFC 6962 tree over 1 KiB segments of a file, the last one short. Storage audits
// and content disputes prove single segments against it on chain.
import { merkleLeaf, merkleProof, merkleRootOfLeaves, verifyMerkleProof } from '@echochain/codec'
import { SEGMENT_SIZE, segmentLeaves } from './segmentLeaves.ts'

/** Number of segments of a file of `size` bytes: none for an empty one. */
export const countSegments = (size: number): number => Math.ceil(size / SEGMENT_SIZE)

/** One segment of a file with the sibling hashes that lead from it up to the segment root. */
export interface SegmentProof {
  readonly index: number
  readonly segment: Uint8Array
  readonly path: readonly Uint8Array[]
}

/**
 * The segment root of a file from the roots of its chunks. A chunk is a power of two of segments, so its root is a node
 * of the file's tree and the tree above is that over the chunk roots.
 */
export const segmentRootOfChunks = (chunkRoots: readonly Uint8Array[]): Uint8Array => merkleRootOfLeaves(chunkRoots)

/** Proof of segment `index` of a file from the one chunk that holds it and the segment roots of all chunks. */
export function createSegmentProof(
  index: number,
  chunkSize: number,
  chunk: Uint8Array,
  chunkRoots: readonly Uint8Array[],
): SegmentProof {
  const segmentsPerChunk = chunkSize / SEGMENT_SIZE
  const inChunk = index % segmentsPerChunk
  const path = [
    ...merkleProof(segmentLeaves(chunk), inChunk),
    ...merkleProof(chunkRoots, Math.floor(index / segmentsPerChunk)),
  ]
  return { index, segment: chunk.slice(inChunk * SEGMENT_SIZE, (inChunk + 1) * SEGMENT_SIZE), path }
}

/** Whether a proof shows a segment of the file of `size` bytes whose segment root is `root`. */
export function verifySegmentProof(root: Uint8Array, size: number, proof: SegmentProof): boolean {
  const { index, segment, path } = proof
  if (!Number.isSafeInteger(index) || index < 0) return false
  const length = Math.min(SEGMENT_SIZE, size - index * SEGMENT_SIZE)
  if (segment.length !== length) return false
  return verifyMerkleProof(root, merkleLeaf(segment), index, countSegments(size), path)
}
