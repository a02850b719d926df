/** Longest that requests are worked on before the event loop turns: a block may be waiting. */
const SLICE_MS = 10

interface Lane {
  readonly jobs: (() => void)[]
  readonly isBlocked: () => boolean
  /** Whether it stands in the ring. */
  isWaiting: boolean
}

/** Where one client's jobs are put, to be done in order. */
export interface JobLane {
  push(job: () => void): void
  /** To be called when the lane is no longer blocked. */
  wake(): void
  /** Drops what has not been begun. */
  clear(): void
}

/** Does the jobs of many clients, one of each in turn, a slice of time at once: who asks for much waits, not others. */
export class FairScheduler {
  readonly #ring: Lane[] = []
  #isScheduled = false

  /** While `isBlocked`, no job of the lane is begun. The lane's owner bounds how many it pushes. */
  createLane(isBlocked: () => boolean): JobLane {
    const lane: Lane = { jobs: [], isBlocked, isWaiting: false }
    return {
      push: (job) => {
        lane.jobs.push(job)
        this.#enter(lane)
      },
      wake: () => this.#enter(lane),
      clear: () => {
        lane.jobs.length = 0
      },
    }
  }

  #enter(lane: Lane): void {
    if (lane.isWaiting || lane.jobs.length === 0 || lane.isBlocked()) return
    lane.isWaiting = true
    this.#ring.push(lane)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => void this.#runSlice())
  }

  /**
   * What a job answers without waiting for anything is there a few promises later. Those get their turn between jobs:
   * otherwise a slice would begin a hundred large answers of a lane before the first one could block it.
   */
  async #runSlice(): Promise<void> {
    this.#isScheduled = false
    const end = performance.now() + SLICE_MS
    do {
      const lane = this.#ring.shift()
      if (!lane) return
      lane.isWaiting = false
      try {
        if (!lane.isBlocked()) lane.jobs.shift()?.()
      } finally {
        this.#enter(lane)
      }
      await undefined
    } while (performance.now() < end)
    if (this.#ring.length > 0) this.#schedule()
  }
}
