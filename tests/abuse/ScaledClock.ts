import type { Clock } from '@echochain/consensus'

/** A clock that runs `factor` times as fast as the machine's, and agrees with it at `originMs`. */
export const scaledClock = (originMs: number, factor: number): Clock => {
  const now = (): number => originMs + (Date.now() - originMs) * factor
  return {
    now,
    at: (timeMs, callback) => {
      let timer: NodeJS.Timeout
      const wait = (): void => {
        const leftMs = (timeMs - now()) / factor
        timer = setTimeout(leftMs <= 0 ? callback : wait, Math.max(0, leftMs))
      }
      wait()
      return () => clearTimeout(timer)
    },
  }
}
