import { ImportError } from './ImportError.ts'

/** Runs jobs strictly one after the other. Bounded: a full queue refuses instead of growing. */
export class JobQueue {
  readonly #limit: number
  #length = 0
  #tail: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(limit: number) {
    this.#limit = limit
  }

  get length(): number {
    return this.#length
  }

  /** @throws ImportError `QUEUE_FULL` or `CLOSED`; else whatever the job throws. */
  run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new ImportError('CLOSED', 'The chain is shutting down'))
    if (this.#length >= this.#limit)
      return Promise.reject(
        new ImportError('QUEUE_FULL', `More than ${this.#limit} blocks are waiting; try again later`),
      )
    this.#length++
    const result = this.#tail.then(job).finally(() => this.#length--)
    this.#tail = result.catch(() => {})
    return result
  }

  /** Takes no further jobs; resolved when those taken are done. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#tail
  }
}
