import type { Estimate, SuggestedKind } from './AudioAnalysis.ts'
import type { Onset } from './tempo/findOnsets.ts'

export interface KindEvidence {
  readonly signal: Float32Array
  readonly sampleRate: number
  readonly onsets: readonly Onset[]
  readonly bpm: Estimate<number> | undefined
}

/** Two beats at a high tempo: nothing shorter is looped. Without a pulse, a chord of one bar. */
const SHORTEST_LOOP_SECONDS = 0.6
const SHORTEST_STEADY_LOOP_SECONDS = 1.2
const END_SECONDS = 0.1
/** An end that is this far below the loudest moment has died away. */
const DECAYED_DB = 26
const SURE_PULSE = 0.6

/** A loop has a pulse, or ends as loud as it goes on; a one-shot is struck and dies away, or is short. */
export function suggestKind({ signal, sampleRate, onsets, bpm }: KindEvidence): SuggestedKind {
  const seconds = signal.length / sampleRate
  if (seconds < SHORTEST_LOOP_SECONDS) return 'OneShot'
  if (bpm && bpm.confidence >= SURE_PULSE && onsets.length >= 4) return 'Loop'
  if (seconds < SHORTEST_STEADY_LOOP_SECONDS) return 'OneShot'
  return levelDropAtEnd(signal, Math.round(END_SECONDS * sampleRate)) < DECAYED_DB ? 'Loop' : 'OneShot'
}

/** How many dB the last stretch of `length` samples is below the loudest. */
function levelDropAtEnd(signal: Float32Array, length: number): number {
  let loudest = 0
  for (let start = 0; start + length <= signal.length; start += length)
    loudest = Math.max(loudest, energy(signal.subarray(start, start + length)))
  return 10 * Math.log10(loudest / (energy(signal.subarray(-length)) + 1e-12))
}

const energy = (stretch: Float32Array): number => stretch.reduce((sum, sample) => sum + sample * sample, 0)
