import { ImportError } from './ImportError.ts'

export interface JobQueueLimits {
  /** Jobs being run or waiting. */
  readonly jobs: number
  /** What they hold in memory, together. */
  readonly bytes: number
}

/** Runs jobs strictly one after the other. Bounded: a full queue refuses instead of growing. */
export class JobQueue {
  readonly #limits: JobQueueLimits
  readonly #waiting: (() => Promise<void>)[] = []
  #length = 0
  #bytes = 0
  #closed = false
  #idle = Promise.withResolvers<void>()

  constructor(limits: JobQueueLimits) {
    this.#limits = limits
    this.#idle.resolve()
  }

  /** Jobs being run or waiting. */
  get length(): number {
    return this.#length
  }

  /** Runs a job that holds `sizeBytes` after all others. @throws ImportError `QUEUE_FULL` or `CLOSED`. */
  async run<T>(job: () => Promise<T>, sizeBytes = 0): Promise<T> {
    const { jobs, bytes } = this.#limits
    if (this.#length >= jobs || this.#bytes + sizeBytes > bytes)
      throw new ImportError(
        'QUEUE_FULL',
        `${this.#length} blocks of ${this.#bytes} bytes are waiting to be imported; try again later`,
      )
    return this.#enqueue(job, sizeBytes, (entry) => this.#waiting.push(entry))
  }

  /**
   * Runs a job before all that wait, whether the queue is full or not: for what the node itself has to do in time.
   * @throws ImportError `CLOSED`.
   */
  async runNext<T>(job: () => Promise<T>): Promise<T> {
    return this.#enqueue(job, 0, (entry) => this.#waiting.unshift(entry))
  }

  #enqueue<T>(job: () => Promise<T>, sizeBytes: number, place: (entry: () => Promise<void>) => void): Promise<T> {
    if (this.#closed) throw new ImportError('CLOSED', 'The chain is shutting down')
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    place(async () => {
      try {
        resolve(await job())
      } catch (error) {
        reject(error)
      }
      this.#length--
      this.#bytes -= sizeBytes
    })
    this.#bytes += sizeBytes
    if (++this.#length === 1) void this.#drain()
    return promise
  }

  async #drain(): Promise<void> {
    this.#idle = Promise.withResolvers()
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next()
    this.#idle.resolve()
  }

  /** Takes no further jobs; resolved when those taken are done. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#idle.promise
  }
}
