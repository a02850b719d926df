/** Time, passed in so that a test can hold it still. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `callback` once, at `timeMs` or right away if that is past. Returns a function that calls it off. */
  at(timeMs: number, callback: () => void): () => void
}

/** Longer waits are cut into pieces: the clock may be set meanwhile, or the machine sleep. */
const LONGEST_PIECE_MS = 10_000

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at: (timeMs, callback) => {
    let timer: NodeJS.Timeout
    const wait = () => {
      const leftMs = timeMs - Date.now()
      // Timers may fire a millisecond early.
      timer = leftMs <= 0 ? setTimeout(callback, 0) : setTimeout(check, Math.min(leftMs, LONGEST_PIECE_MS))
    }
    const check = () => (Date.now() >= timeMs ? callback() : wait())
    wait()
    return () => clearTimeout(timer)
  },
}
