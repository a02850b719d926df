import type { OnsetEnvelope } from './onsetEnvelope.ts'

export interface Onset {
  readonly seconds: number
  readonly strength: number
}

/** No instrument is struck faster than this on purpose; closer peaks are one attack. */
const MIN_DISTANCE_SECONDS = 0.045
const NEIGHBOURHOOD_SECONDS = 0.5
/** What an onset must reach: a share of the strongest, a rise of so many dB, the average around it, the usual flicker. */
const LEAST_SHARE = 0.08
const LEAST_RISE_DB = 2
const LEAST_OVER_AVERAGE = 1.6
const LEAST_OVER_MEDIAN = 3

/** The peaks of an envelope that stand out from what surrounds them, in order of time. */
export function findOnsets({ strengths, framesPerSecond }: OnsetEnvelope): Onset[] {
  const distance = Math.max(1, Math.round(MIN_DISTANCE_SECONDS * framesPerSecond))
  const around = Math.round((NEIGHBOURHOOD_SECONDS / 2) * framesPerSecond)
  const sums = new Float64Array(strengths.length + 1)
  strengths.forEach((strength, i) => (sums[i + 1] = sums[i] + strength))
  const strongest = strengths.reduce((most, strength) => Math.max(most, strength), 0)
  const median = strengths.toSorted()[strengths.length >> 1]
  const least = Math.max(LEAST_SHARE * strongest, LEAST_RISE_DB, LEAST_OVER_MEDIAN * median)
  const onsets: Onset[] = []
  strengths.forEach((strength, i) => {
    if (strength < least || !isHighest(strengths, i, distance)) return
    const [start, end] = [Math.max(0, i - around), Math.min(strengths.length, i + around + 1)]
    const average = (sums[end] - sums[start]) / (end - start)
    if (strength >= LEAST_OVER_AVERAGE * average)
      onsets.push({ seconds: refine(strengths, i) / framesPerSecond, strength })
  })
  return onsets
}

function isHighest(strengths: Float64Array, at: number, distance: number): boolean {
  for (let i = Math.max(0, at - distance); i <= at + distance && i < strengths.length; i++)
    if (strengths[i] > strengths[at] || (strengths[i] === strengths[at] && i < at)) return false
  return true
}

/** Vertex of the parabola through a peak and its neighbours. */
function refine(strengths: Float64Array, at: number): number {
  const [before, peak, after] = [strengths[at - 1] ?? 0, strengths[at], strengths[at + 1] ?? 0]
  const curvature = before - 2 * peak + after
  return curvature === 0 ? at : at + (0.5 * (before - after)) / curvature
}
