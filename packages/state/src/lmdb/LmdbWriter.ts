import { Worker } from 'node:worker_threads'
import { StateError } from '../StateError.ts'
import type { WorkerAnswer, WorkerOptions, WorkerRequest } from './flushWorker.ts'

type Unnumbered = WorkerRequest extends infer Request ? (Request extends unknown ? Omit<Request, 'id'> : never) : never

interface Pending {
  readonly onDone: () => void
  readonly resolve: () => void
  readonly reject: (error: StateError) => void
}

/** The thread's objects live no longer than a transaction: with the default it would hold 48 MB of dead ones. */
const YOUNG_GENERATION_MB = 12

/** The main thread's end of the thread that writes. Requests are done one after the other. */
export class LmdbWriter {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #next = 0
  #failure: StateError | undefined

  constructor(options: WorkerOptions) {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB }
    this.#worker = new Worker(new URL('./flushWorker.ts', import.meta.url), { workerData: options, resourceLimits })
    this.#worker.on('message', (answer: WorkerAnswer) => this.#onAnswer(answer))
    this.#worker.on('error', (cause) =>
      this.#fail(new StateError('WRITE_FAILED', 'The writing thread broke', { cause })),
    )
    this.#worker.on('exit', () => this.#fail(new StateError('CLOSED', 'The database is closed')))
    this.#worker.unref() // work to do keeps the process alive, the thread alone does not
  }

  /** `onDone` is called once the request is safe on disk, in the turn in which the promise is resolved. */
  request(request: Unnumbered, transfer: ArrayBuffer[], onDone: () => void): Promise<void> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      const id = this.#next++
      this.#pending.set(id, { onDone, resolve, reject })
      this.#worker.ref()
      this.#worker.postMessage({ ...request, id }, transfer)
    })
  }

  #onAnswer({ id, error }: WorkerAnswer): void {
    const { onDone, resolve, reject } = this.#pending.get(id)!
    this.#pending.delete(id)
    if (this.#pending.size === 0) this.#worker.unref()
    if (error !== undefined) {
      reject(new StateError('WRITE_FAILED', `The database could not be written (is the disk full?): ${error}`))
      return
    }
    onDone()
    resolve()
  }

  #fail(failure: StateError): void {
    this.#failure ??= failure
    for (const { reject } of this.#pending.values()) reject(failure)
    this.#pending.clear()
  }
}
