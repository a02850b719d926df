import type { Estimate } from '../AudioAnalysis.ts'
import type { Onset } from './findOnsets.ts'
import type { OnsetEnvelope } from './onsetEnvelope.ts'

/** Slower pulses are felt twice as fast, faster ones half as fast. */
const MIN_BPM = 60
const MAX_BPM = 200

export interface TempoCandidate {
  readonly bpm: number
  readonly beats?: number
  readonly score: number
  readonly parts: Record<string, number>
}

export function scoreTempi(envelope: OnsetEnvelope, onsets: readonly Onset[], seconds: number): TempoCandidate[] {
  const candidates: TempoCandidate[] = []
  const minBeats = Math.max(1, Math.ceil((MIN_BPM * seconds) / 60 - 0.02))
  const maxBeats = Math.floor((MAX_BPM * seconds) / 60 + 0.02)
  for (let beats = minBeats; beats <= maxBeats && beats <= 256; beats++) {
    const bpm = (60 * beats) / seconds
    const grid = gridFit(onsets, seconds / beats / 4)
    const rep = periodicity(envelope, seconds / beats)
    const bar = beats % 4 === 0 ? periodicity(envelope, (4 * seconds) / beats) : 0
    const half = periodicity(envelope, seconds / beats / 2)
    const prior = tempoPrior(bpm)
    const length = lengthPrior(beats)
    candidates.push({ bpm, beats, score: 2 * grid + rep + 0.5 * half + 0.5 * bar + prior + length, parts: { grid, rep, half, bar, prior, length } })
  }
  return candidates.sort((a, b) => b.score - a.score)
}

function gridFit(onsets: readonly Onset[], step: number): number {
  let best = -Infinity
  for (const swing of [0, 0.12, 0.24, 0.33]) {
    let [sum, total] = [0, 0]
    for (const { seconds, strength } of onsets) {
      const position = seconds / step
      const even = 2 * Math.round(position / 2)
      const odd = 2 * Math.round((position - 1 - swing) / 2) + 1 + swing
      const d = Math.min(Math.abs(position - even), Math.abs(position - odd)) * step
      sum += strength * Math.exp(-0.5 * (d / 0.012) ** 2)
      total += strength
    }
    const chance = Math.min(1, (0.012 * Math.sqrt(2 * Math.PI)) / step)
    const fit = total === 0 ? 0 : (sum / total - chance) / (1 - chance)
    best = Math.max(best, fit - swing * 0.15)
  }
  return best
}

/** Circular autocorrelation, normalised. */
export function periodicity({ strengths, framesPerSecond }: OnsetEnvelope, lagSeconds: number): number {
  const n = strengths.length - 1
  const lag = lagSeconds * framesPerSecond
  const whole = Math.floor(lag)
  const part = lag - whole
  let mean = 0
  for (let i = 0; i < n; i++) mean += strengths[i]
  mean /= n
  let [sum, energy] = [0, 0]
  for (let i = 0; i < n; i++) {
    const a = strengths[i] - mean
    const later = strengths[(i + whole) % n] * (1 - part) + strengths[(i + whole + 1) % n] * part - mean
    sum += a * later
    energy += a * a
  }
  return energy === 0 ? 0 : sum / energy
}

function tempoPrior(bpm: number): number {
  return -0.5 * (Math.log2(bpm / 124) / 0.5) ** 2 * 0.5
}

function lengthPrior(beats: number): number {
  if ((beats & (beats - 1)) === 0) return beats >= 4 ? 0.6 : 0.2
  if (beats % 4 === 0) return 0.3
  return 0
}

export function detectTempo(envelope: OnsetEnvelope, onsets: readonly Onset[], seconds: number): Estimate<number> | undefined {
  const [best] = scoreTempi(envelope, onsets, seconds)
  return best && { value: Math.round(best.bpm * 1000), confidence: 0.5 }
}
