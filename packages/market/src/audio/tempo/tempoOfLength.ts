import type { Estimate } from '../AudioAnalysis.ts'
import { MAX_BPM, MIN_BPM, tempoPrior } from './tempoCandidates.ts'

export interface SoundLength {
  /** Samples per channel. */
  readonly frames: number
  readonly sampleRate: number
}

/** One to sixteen bars. */
const USUAL_BEATS = [4, 8, 16, 32, 64]
/** A recording may be cut to whole seconds by chance, which fits as well. */
const CONFIDENCE = 0.5

/** Whether so many beats at a tempo take exactly as long, to half a sample: as a machine cuts that counts beats. */
export const isExactly = ({ frames, sampleRate }: SoundLength, beats: number, bpm: number): boolean =>
  Math.abs((60 * beats * sampleRate) / bpm - frames) <= 0.5 + 1e-6

/**
 * A file of exactly so many bars at a whole tempo: the tempo of loops in which nothing is struck, such as pads. A
 * random length fits once in a hundred.
 */
export function tempoOfLength(length: SoundLength): Estimate<number> | undefined {
  const tempi = USUAL_BEATS.map((beats) => ({
    beats,
    bpm: Math.round((60 * beats * length.sampleRate) / length.frames),
  })).filter(({ beats, bpm }) => bpm >= MIN_BPM && bpm <= MAX_BPM && isExactly(length, beats, bpm))
  const [best] = tempi.sort((a, b) => tempoPrior(b.bpm) - tempoPrior(a.bpm))
  return best && { value: best.bpm * 1000, confidence: CONFIDENCE }
}
