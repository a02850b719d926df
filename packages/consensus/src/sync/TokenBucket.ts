import type { Clock } from '../clock/Clock.ts'

export interface TokenBucketLimits {
  readonly capacity: number
  readonly perSecond: number
}

/** Allows so much at once and so much a second. */
export class TokenBucket {
  readonly #limits: TokenBucketLimits
  readonly #clock: Clock
  #level: number
  #atMs: number

  constructor(limits: TokenBucketLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
    this.#level = limits.capacity
    this.#atMs = clock.now()
  }

  /** Whether anything is left. */
  get isOpen(): boolean {
    const now = this.#clock.now()
    const { capacity, perSecond } = this.#limits
    // The clock may have been set back.
    const elapsedMs = Math.max(0, now - this.#atMs)
    this.#atMs = now
    this.#level = Math.min(capacity, this.#level + (elapsedMs * perSecond) / 1_000)
    return this.#level > 0
  }

  /** Takes `cost`, down to below zero if need be; false, taking nothing, if nothing was left. */
  spend(cost: number): boolean {
    if (!this.isOpen) return false
    this.#level -= cost
    return true
  }
}
