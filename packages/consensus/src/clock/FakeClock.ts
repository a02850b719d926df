import type { Clock } from './Clock.ts'

interface Timer {
  readonly timeMs: number
  readonly callback: () => void
}

/** A clock that moves only when told to. */
export class FakeClock implements Clock {
  #now: number
  #timers: Timer[] = []

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  at(timeMs: number, callback: () => void): () => void {
    const timer = { timeMs, callback }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** Moves on to `timeMs` and runs what was due until then, in order of time. */
  advanceTo(timeMs: number): void {
    for (;;) {
      const due = this.#timers.filter((timer) => timer.timeMs <= timeMs).sort((a, b) => a.timeMs - b.timeMs)[0]
      if (!due) break
      this.#timers = this.#timers.filter((other) => other !== due)
      this.#now = Math.max(this.#now, due.timeMs)
      due.callback()
    }
    this.#now = timeMs
  }

  /** The clock is set to `timeMs`, forward or back, without the time in between: what is due by then runs late. */
  jumpTo(timeMs: number): void {
    this.#now = timeMs
    this.advanceTo(timeMs)
  }

  advanceBy(durationMs: number): void {
    this.advanceTo(this.#now + durationMs)
  }
}
