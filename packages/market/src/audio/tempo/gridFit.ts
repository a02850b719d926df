import type { Onset } from './findOnsets.ts'

/** Players are this exact, and so is the finding of onsets. */
const SPREAD_SECONDS = 0.012
/** How late every second sixteenth may come, as a share of a sixteenth; a third makes triplets. */
const SWINGS = [0, 0.12, 0.24, 0.33]
const SWING_COST = 0.15

/**
 * How well onsets lie on a grid of sixteenths of `stepSeconds` from `startSeconds`, straight or swung: 1 all of them,
 * 0 no better than by chance.
 */
export function computeGridFit(onsets: readonly Onset[], startSeconds: number, stepSeconds: number): number {
  const total = onsets.reduce((sum, { strength }) => sum + strength, 0)
  if (total === 0) return 0
  const chance = Math.min(0.99, (SPREAD_SECONDS * Math.sqrt(2 * Math.PI)) / stepSeconds)
  const fits = SWINGS.map((swing) => {
    const near = onsets.reduce((sum, { seconds, strength }) => {
      const distance = distanceToGrid((seconds - startSeconds) / stepSeconds, swing) * stepSeconds
      return sum + strength * Math.exp(-0.5 * (distance / SPREAD_SECONDS) ** 2)
    }, 0)
    return (near / total - chance) / (1 - chance) - swing * SWING_COST
  })
  return Math.max(...fits)
}

/** In steps, for a position in steps. */
function distanceToGrid(position: number, swing: number): number {
  const even = 2 * Math.round(position / 2)
  const odd = 2 * Math.round((position - 1 - swing) / 2) + 1 + swing
  return Math.min(Math.abs(position - even), Math.abs(position - odd))
}
