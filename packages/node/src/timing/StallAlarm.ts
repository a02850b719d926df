import type { Logger } from '@echochain/consensus'

/** How often the event loop is felt for: fine enough for the threshold, and a fraction of a per mille of a core. */
const PULSE_MS = 50
/** A stall this long is felt by everybody: blocks are late in a slot of a second, answers take longer than a click may. */
export const STALL_THRESHOLD_MS = 200
/** After an alarm the next ones are gathered for so long, so that a struggling node does not drown in its own log. */
const QUIET_MS = 10_000

/** Time that only passes, whatever becomes of the machine's clock. */
export interface Stopwatch {
  now(): number
  /** Calls back again and again; returns a function that ends it. Does not keep the process alive. */
  every(intervalMs: number, callback: () => void): () => void
}

export const processStopwatch: Stopwatch = {
  now: () => performance.now(),
  every: (intervalMs, callback) => {
    const timer = setInterval(callback, intervalMs)
    timer.unref()
    return () => clearInterval(timer)
  },
}

/** Says in the log when the event loop stood still: something took long without giving others a turn. */
export class StallAlarm {
  readonly #logger: Logger
  readonly #stopwatch: Stopwatch
  readonly #end: () => void
  #lastPulse: number
  #quietUntil = -Infinity
  #unsaid: { count: number; longestMs: number } | undefined

  constructor(logger: Logger, stopwatch: Stopwatch = processStopwatch) {
    this.#logger = logger
    this.#stopwatch = stopwatch
    this.#lastPulse = stopwatch.now()
    this.#end = stopwatch.every(PULSE_MS, () => this.#pulse())
  }

  #pulse(): void {
    const now = this.#stopwatch.now()
    const stallMs = Math.round(now - this.#lastPulse - PULSE_MS)
    this.#lastPulse = now
    if (stallMs > STALL_THRESHOLD_MS) this.#onStall(stallMs, now)
    if (now < this.#quietUntil || !this.#unsaid) return
    const { count, longestMs } = this.#unsaid
    this.#unsaid = undefined
    this.#logger.warn(`The event loop stood still ${count} times more, up to ${longestMs} ms`, { count, longestMs })
  }

  #onStall(stallMs: number, now: number): void {
    if (now < this.#quietUntil) {
      const { count, longestMs } = this.#unsaid ?? { count: 0, longestMs: 0 }
      this.#unsaid = { count: count + 1, longestMs: Math.max(longestMs, stallMs) }
      return
    }
    this.#quietUntil = now + QUIET_MS
    this.#logger.warn(`The event loop stood still for ${stallMs} ms`, { stallMs })
  }

  stop(): void {
    this.#end()
  }
}
