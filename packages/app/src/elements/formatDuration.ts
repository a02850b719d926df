const SECOND_MS = 1_000
const TENTH_MS = 100

/** A length as it is read in lists: `0:03.8` below ten seconds, where tenths tell one-shots apart, else `2:05`. */
export function formatDuration(durationMs: number): string {
  const tenths = durationMs < 10 * SECOND_MS
  const units = Math.round(Math.max(0, durationMs) / (tenths ? TENTH_MS : SECOND_MS))
  const seconds = tenths ? Math.floor(units / 10) : units
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0')]
  return tenths ? `${minutes}:${rest}.${units % 10}` : `${minutes}:${rest}`
}
