import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { AccountId } from '@echochain/codec'
import type { MultiSignature } from '../account/MultiSignature.ts'
import { MAX_BATCH, type SignatureBatch, type SignatureVerifier, VerifierError } from '../verify/SignatureVerifier.ts'
import { verifySignature } from '../verify/verifySignature.ts'
import { SignatureQueue } from './SignatureQueue.ts'

export interface WorkerVerifierOptions {
  /** Threads beside the calling one, which helps; by default one less than the machine has cores, at least 1. */
  readonly workers?: number
  /** Signatures that may wait at a time, a power of two; over it the calling thread works instead of queueing. */
  readonly capacity?: number
  /** The program of a worker. */
  readonly program?: URL
  /** Told when a worker has died. The verifier then goes on with the calling thread alone. */
  readonly onWorkerLost?: (error: Error) => void
}

/** 3 MB of shared memory: a third of a second of work for one core, so a burst cannot queue up more than that. */
const DEFAULT_CAPACITY = 8192
const MAX_WORKERS = 32
/** Waking threads costs microseconds, so they are woken once for this many signatures, and when a batch is finished. */
const PUBLISH_EVERY = 64

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/**
 * Verifies batches on worker threads and, while a batch is being finished, on the calling thread too, which turns the
 * event loop after every 16 signatures. All batches share one queue, first come, first served. An idle verifier does
 * not keep the process alive.
 */
export class WorkerSignatureVerifier implements SignatureVerifier {
  readonly #queue: SignatureQueue
  /** Whose signature is in a slot, and which of the batch's it is. */
  readonly #owners: (WorkerSignatureBatch | undefined)[]
  readonly #places: Uint32Array
  /** Positions: verdicts below `tail` have been harvested, signatures below `written` put in. */
  #tail = 0
  #written = 0
  #published = 0
  readonly #workers: Worker[]
  readonly #exits: Promise<void>[] = []
  #finishing = 0
  #closed = false
  readonly #onWorkerLost: (error: Error) => void

  constructor(options: WorkerVerifierOptions = {}) {
    const { workers = Math.max(1, availableParallelism() - 1), capacity = DEFAULT_CAPACITY } = options
    if (capacity < 1 || (capacity & (capacity - 1)) !== 0)
      throw new RangeError(`Expected a power of two as the capacity of a signature queue, got ${capacity}`)
    this.#queue = SignatureQueue.create(capacity)
    this.#owners = Array.from({ length: capacity })
    this.#places = new Uint32Array(capacity)
    this.#onWorkerLost = options.onWorkerLost ?? (() => {})
    const program = options.program ?? new URL('./verifyWorker.ts', import.meta.url)
    this.#workers = Array.from({ length: Math.min(workers, MAX_WORKERS) }, () => this.#start(program))
  }

  begin(): SignatureBatch {
    if (this.#closed) throw new VerifierError('CLOSED', 'This signature verifier has been closed')
    return new WorkerSignatureBatch(this)
  }

  /** Lets the workers end what they have taken. Unfinished batches are then verified by the calling thread. */
  async close(): Promise<void> {
    this.#closed = true
    this.#queue.stop()
    for (const worker of this.#workers.splice(0)) worker.ref()
    await Promise.all(this.#exits)
  }

  /** For batches: takes a signature in, or settles it at once where the queue cannot take it. */
  accept(
    batch: WorkerSignatureBatch,
    place: number,
    signature: MultiSignature,
    message: Uint8Array,
    account: AccountId,
  ): void {
    if (!this.#queue.fits(signature, message) || !this.#hasRoom())
      return batch.settle(place, verifySignature(signature, message, account))
    const slot = this.#queue.slotOf(this.#written)
    this.#queue.write(this.#written, signature, message, account)
    this.#owners[slot] = batch
    this.#places[slot] = place
    this.#written = (this.#written + 1) | 0
    if (((this.#written - this.#published) | 0) >= PUBLISH_EVERY) this.#publish()
  }

  /** For batches: settles everything the batch has added. */
  async complete(batch: WorkerSignatureBatch): Promise<void> {
    this.#publish()
    this.#keepAlive(1)
    try {
      for (;;) {
        const seen = this.#queue.progress
        this.#harvest()
        if (batch.unsettled === 0) return
        const chunk = this.#queue.take()
        if (chunk) this.#queue.verify(chunk)
        await (chunk ? nextTurn() : this.#queue.untilProgress(seen))
      }
    } finally {
      this.#keepAlive(-1)
    }
  }

  #publish(): void {
    if (this.#published === this.#written) return
    this.#published = this.#written
    this.#queue.publish(this.#published)
  }

  /** Whether a slot is free, after helping if that is what it takes. */
  #hasRoom(): boolean {
    const isFull = (): boolean => ((this.#written - this.#tail) | 0) === this.#queue.capacity
    if (!isFull()) return true
    this.#publish()
    for (;;) {
      this.#harvest()
      if (!isFull()) return true
      const chunk = this.#queue.take()
      if (!chunk) return false
      this.#queue.verify(chunk)
    }
  }

  /** Hands verdicts to their batches, in order, up to the first that is not there yet, and frees their slots. */
  #harvest(): void {
    while (this.#tail !== this.#written) {
      const verdict = this.#queue.verdict(this.#tail)
      if (verdict === undefined) return
      const slot = this.#queue.slotOf(this.#tail)
      this.#owners[slot]?.settle(this.#places[slot], verdict)
      this.#owners[slot] = undefined
      this.#tail = (this.#tail + 1) | 0
    }
  }

  /** Workers hold the process while somebody awaits a batch: the promise it waits on does not. */
  #keepAlive(change: 1 | -1): void {
    this.#finishing += change
    for (const worker of this.#workers) {
      if (this.#finishing > 0) worker.ref()
      else worker.unref()
    }
  }

  #start(program: URL): Worker {
    const worker = new Worker(program, { workerData: this.#queue.shared, name: 'signatures' })
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#exits.push(promise)
    let cause: unknown
    worker.on('error', (error) => (cause = error))
    worker.once('exit', (code) => {
      resolve()
      if (!this.#closed) void this.#goOnAlone(new Error(`A signature worker ended with code ${code}`, { cause }))
    })
    worker.unref()
    return worker
  }

  /** What the lost worker had taken is unknown, so all are stopped, and what has no verdict is verified here. */
  async #goOnAlone(reason: Error): Promise<void> {
    const workers = this.#workers.splice(0)
    if (workers.length === 0) return
    for (const worker of workers) await worker.terminate()
    this.#queue.redo(this.#tail)
    this.#onWorkerLost(reason)
  }
}

class WorkerSignatureBatch implements SignatureBatch {
  readonly #verifier: WorkerSignatureVerifier
  readonly #verdicts: boolean[] = []
  unsettled = 0
  #finished = false

  constructor(verifier: WorkerSignatureVerifier) {
    this.#verifier = verifier
  }

  add(signature: MultiSignature, message: Uint8Array, account: AccountId): number {
    if (this.#finished) throw new VerifierError('FINISHED', 'This batch has been finished; begin another')
    if (this.#verdicts.length === MAX_BATCH)
      throw new VerifierError('BATCH_FULL', `A batch takes at most ${MAX_BATCH} signatures`)
    const place = this.#verdicts.push(false) - 1
    this.unsettled++
    this.#verifier.accept(this, place, signature, message, account)
    return place
  }

  settle(place: number, verdict: boolean): void {
    this.#verdicts[place] = verdict
    this.unsettled--
  }

  async finish(): Promise<boolean[]> {
    if (this.#finished) throw new VerifierError('FINISHED', 'This batch has been finished already')
    this.#finished = true
    await this.#verifier.complete(this)
    return this.#verdicts
  }
}
