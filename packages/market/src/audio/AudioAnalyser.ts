import { Worker } from 'node:worker_threads'
import type { AudioAnalysis } from './AudioAnalysis.ts'
import { AudioError, type AudioErrorCode } from './AudioError.ts'
import { type AudioLimits, DEFAULT_AUDIO_LIMITS } from './AudioLimits.ts'
import { validateSize } from './source/ByteSource.ts'

/** A sound file: by path, or its bytes (which are copied to the worker). */
export type AudioInput = { readonly path: string } | { readonly bytes: Uint8Array }

export interface AudioAnalyserOptions {
  readonly limits?: Partial<AudioLimits>
  /** Script of the worker; another one in tests that need a worker to misbehave. */
  readonly workerUrl?: URL
}

/** To the worker. */
export interface AnalyseRequest {
  readonly input: AudioInput
  readonly limits: AudioLimits
}
/** From the worker. `unforeseen`: a decoder fell over, and its memory may be in any state. */
export type AnalyseReply =
  | { readonly analysis: AudioAnalysis }
  | { readonly failure: { readonly code: AudioErrorCode; readonly message: string }; readonly unforeseen: boolean }

interface Job {
  readonly input: AudioInput
  readonly resolve: (analysis: AudioAnalysis) => void
  readonly reject: (error: AudioError) => void
}

const WORKER_URL = new URL('./audioWorker.ts', import.meta.url)

/**
 * Analyses sound files that nobody has reason to trust, one after the other, in a worker thread that may be killed:
 * one that hangs, crashes or outgrows its memory costs its file a coded error, and the next file gets a new one.
 */
export class AudioAnalyser {
  readonly #limits: AudioLimits
  readonly #workerUrl: URL
  readonly #waiting: Job[] = []
  #worker: Worker | undefined
  #analysesDone = 0
  #running: Job | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor({ limits, workerUrl = WORKER_URL }: AudioAnalyserOptions = {}) {
    this.#limits = { ...DEFAULT_AUDIO_LIMITS, ...limits }
    this.#workerUrl = workerUrl
  }

  /** Everything there is to know about the sound in a file. Throws {@link AudioError}. */
  analyse(input: AudioInput): Promise<AudioAnalysis> {
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new AudioError('CLOSED', 'The audio analysis has been shut down')
      if (this.#waiting.length >= this.#limits.maxWaiting)
        throw new AudioError('BUSY', `${this.#waiting.length} sound files are waiting already; try again in a minute`)
      if ('bytes' in input) validateSize(input.bytes.length, this.#limits)
      this.#waiting.push({ input, resolve, reject })
      this.#next()
    })
  }

  /** Ends the worker. Analyses under way and waiting fail as CLOSED. */
  async close(): Promise<void> {
    this.#closed = true
    const closed = new AudioError('CLOSED', 'The audio analysis is shutting down')
    for (const job of this.#waiting.splice(0)) job.reject(closed)
    const worker = this.#worker
    this.#settle((job) => job.reject(closed))
    this.#retire()
    await worker?.terminate()
  }

  #next(): void {
    if (this.#running || this.#closed) return
    const job = this.#waiting.shift()
    if (!job) return
    this.#running = job
    this.#worker ??= this.#startWorker()
    this.#worker.ref()
    const seconds = this.#limits.maxWallMs / 1000
    this.#timer = setTimeout(
      () => this.#lose('TIMED_OUT', `The sound could not be analysed within ${seconds} seconds`),
      this.#limits.maxWallMs,
    )
    this.#send(this.#worker, job.input)
  }

  #send(worker: Worker, input: AudioInput): void {
    // A copy of just these bytes: a view would be sent with the whole buffer behind it, and some cannot be sent at all.
    const sent = 'bytes' in input ? { bytes: new Uint8Array(input.bytes) } : input
    const transfers = 'bytes' in sent ? [sent.bytes.buffer] : []
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
    worker.postMessage({ input: sent, limits: this.#limits } satisfies AnalyseRequest, transfers)
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.maxHeapMb },
      env: {},
    })
    const isCurrent = (): boolean => worker === this.#worker
    worker.on('message', (reply: AnalyseReply) => isCurrent() && this.#onReply(reply))
    worker.on('error', (error: Error & { code?: string }) => {
      if (!isCurrent()) return
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        this.#lose('OUT_OF_MEMORY', `The sound needs more than ${this.#limits.maxHeapMb} MB to analyse`)
      else this.#lose('CRASHED', `The analysis of the sound failed unexpectedly: ${error.message}`)
    })
    worker.on('exit', (status) => isCurrent() && this.#lose('CRASHED', `The analysis ended with status ${status}`))
    return worker
  }

  #onReply(reply: AnalyseReply): void {
    this.#analysesDone++
    const isSuspect = 'failure' in reply && reply.unforeseen
    if (isSuspect || this.#analysesDone >= this.#limits.analysesPerWorker) this.#retire()
    else this.#worker?.unref()
    this.#settle((job) => {
      if ('analysis' in reply) job.resolve(reply.analysis)
      else job.reject(new AudioError(reply.failure.code, reply.failure.message))
    })
  }

  /** Gives up a worker that can no longer be trusted, and its file with it. */
  #lose(code: AudioErrorCode, message: string): void {
    this.#retire()
    this.#settle((job) => job.reject(new AudioError(code, message)))
  }

  #retire(): void {
    const worker = this.#worker
    this.#worker = undefined
    this.#analysesDone = 0
    void worker?.terminate()
  }

  #settle(answer: (job: Job) => void): void {
    clearTimeout(this.#timer)
    const job = this.#running
    this.#running = undefined
    if (job) answer(job)
    this.#next()
  }
}
