// Entry of a hashing thread of WorkerChunkDigester: a chunk comes in, its digest goes out.
import { parentPort } from 'node:worker_threads'
import { digestChunk } from '../../ChunkDigest.ts'

parentPort?.on('message', (chunk: Uint8Array) => parentPort?.postMessage(digestChunk(chunk), []))
