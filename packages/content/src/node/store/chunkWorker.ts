// Entry of a hashing thread of WorkerChunkDigester: a chunk comes in, its digest goes out.
import { parentPort } from 'node:worker_threads'
import { digestChunk } from '../../ChunkDigest.ts'

parentPort?.on('message', (chunk: Uint8Array) => {
  const { leaf, segmentRoot } = digestChunk(chunk)
  // Copied, because a message carries the whole buffer behind an array, which may be a pool of Node's.
  parentPort?.postMessage({ leaf: leaf.slice(), segmentRoot: segmentRoot.slice() }, [])
})
