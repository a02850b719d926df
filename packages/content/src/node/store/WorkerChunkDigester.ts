import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type ChunkDigest, digestChunk } from '../../ChunkDigest.ts'
import { ContentError } from '../../ContentError.ts'
import type { ChunkDigester } from './ChunkDigester.ts'

/** Below this size, passing a chunk to another thread costs more than its hashes. */
const WORTH_A_MESSAGE = 64 * 1024
/**
 * One for each core, although the calling thread hashes the whole file: a chunk's digests cost it three times as much, so
 * on two cores one thread would be the slowest part. More than four wait for the disk.
 */
const MAX_THREADS = 4

interface Thread {
  worker: Worker
  /** Replies come in the order of requests. */
  waiting: { resolve: (digest: ChunkDigest) => void; reject: (error: Error) => void }[]
}

/** Digests on worker threads, started when first needed. Chunks in shared memory are not copied. */
export class WorkerChunkDigester implements ChunkDigester {
  #threads: Thread[] = []
  #maxThreads: number
  #closed = false

  constructor({ threads = Math.min(MAX_THREADS, availableParallelism()) }: { threads?: number } = {}) {
    this.#maxThreads = threads
  }

  async digest(chunk: Uint8Array): Promise<ChunkDigest> {
    if (chunk.length < WORTH_A_MESSAGE || this.#closed) return digestChunk(chunk)
    const thread = this.#idlestThread()
    const { promise, resolve, reject } = Promise.withResolvers<ChunkDigest>()
    thread.waiting.push({ resolve, reject })
    if (thread.waiting.length === 1) thread.worker.ref()
    thread.worker.postMessage(chunk, [])
    return promise
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()))
  }

  #idlestThread(): Thread {
    const idlest = this.#threads.reduce<Thread | undefined>(
      (best, thread) => (best && best.waiting.length <= thread.waiting.length ? best : thread),
      undefined,
    )
    if (idlest && (idlest.waiting.length === 0 || this.#threads.length >= this.#maxThreads)) return idlest
    return this.#startThread()
  }

  #startThread(): Thread {
    const thread: Thread = { worker: new Worker(new URL('./chunkWorker.ts', import.meta.url)), waiting: [] }
    const { worker, waiting } = thread
    worker.on('message', (digest: ChunkDigest) => {
      waiting.shift()?.resolve(digest)
      if (waiting.length === 0) worker.unref()
    })
    // A thread that dies takes its chunks along; the next chunk starts another.
    const fail = (cause?: unknown): void => {
      this.#threads = this.#threads.filter((other) => other !== thread)
      for (const { reject } of waiting.splice(0))
        reject(new ContentError('STORE_FAILED', 'A hashing thread ended unexpectedly; try again', { cause }))
    }
    worker.on('error', fail)
    worker.on('exit', () => fail())
    this.#threads.push(thread)
    return thread
  }
}
