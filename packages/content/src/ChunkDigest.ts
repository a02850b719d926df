import { sha256 } from '@echochain/codec'
import { segmentRootOf } from './segments/segmentRoot.ts'

/** What a file's description needs to know of one chunk. Chunks can be digested in any order, by any thread. */
export interface ChunkDigest {
  /** SHA-256 of the chunk: the digest in its leaf's CID. */
  readonly leaf: Uint8Array
  /** Root over its segments. */
  readonly segmentRoot: Uint8Array
}

export const digestChunk = (chunk: Uint8Array): ChunkDigest => ({
  leaf: sha256(chunk),
  segmentRoot: segmentRootOf(chunk),
})
