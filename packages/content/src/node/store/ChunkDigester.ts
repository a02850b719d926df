import { type ChunkDigest, digestChunk } from '../../ChunkDigest.ts'

/** Digests chunks, possibly on other threads. */
export interface ChunkDigester {
  /** The chunk must stay unchanged until the promise settles. */
  digest(chunk: Uint8Array): Promise<ChunkDigest>
  close(): Promise<void>
}

/** Digests on the calling thread: 1.9 ms for a chunk of 1 MiB. */
export const inlineChunkDigester: ChunkDigester = {
  digest: async (chunk) => digestChunk(chunk),
  close: async () => {},
}
