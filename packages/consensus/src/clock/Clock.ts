/** Time, passed in so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `callback` once, at `timeMs` or right away if that is past. Returns a function that calls it off. */
  at(timeMs: number, callback: () => void): () => void
}

/** Longest delay that timers keep exactly; longer waits are cut into pieces. */
const MAX_DELAY_MS = 2 ** 31 - 1

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at: (timeMs, callback) => {
    let timer: NodeJS.Timeout
    const wait = () => {
      const left = timeMs - Date.now()
      if (left <= 0) timer = setTimeout(callback, 0)
      else timer = setTimeout(left > MAX_DELAY_MS ? wait : check, Math.min(left, MAX_DELAY_MS))
    }
    // Timers may fire a millisecond early, and the clock may have been set back meanwhile.
    const check = () => (Date.now() >= timeMs ? callback() : wait())
    wait()
    return () => clearTimeout(timer)
  },
}
