import type { HeardSound } from './SoundPlayer.ts'

const MEASURE = 'next-audible'
/** The browser keeps every measure until it is told not to. */
const MAX_KEPT = 200

/**
 * Writes down how long it took from a press until the sound came out, as the performance entry `next-audible` with the
 * sample's number and whether it was prefetched as `detail`. A test reads it with `performance.getEntriesByName`.
 */
export function noteAudible({ sample, askedAt, heardAt, prefetched }: HeardSound): void {
  if (performance.getEntriesByName(MEASURE).length >= MAX_KEPT) performance.clearMeasures(MEASURE)
  performance.measure(MEASURE, {
    start: askedAt,
    end: Math.max(askedAt, heardAt),
    detail: { sample: sample.id, prefetched },
  })
}
