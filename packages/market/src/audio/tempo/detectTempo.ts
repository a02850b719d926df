import type { Estimate } from '../AudioAnalysis.ts'
import type { Onset } from './findOnsets.ts'
import type { OnsetEnvelope } from './onsetEnvelope.ts'
import { findTempoCandidates, type TempoCandidate } from './tempoCandidates.ts'
import { isExactly, type SoundLength, tempoOfLength } from './tempoOfLength.ts'

/** Two strokes have a distance, three begin to have a pulse. */
const LEAST_ONSETS = 3
/** Less is not worth showing. */
const LEAST_CONFIDENCE = 0.3
/** No answer about music is surer than this. */
const MOST_CONFIDENCE = 0.95

/** Producers work at whole tempi. A loop's length gives its tempo to this share; the distance of onsets less exactly. */
const LOOP_ROUNDING = 0.001
const FREE_ROUNDING = 0.0015

/** The tempo in thousandths of a beat per minute, 60 to 200; none where no pulse is heard. */
export function detectTempo(
  envelope: OnsetEnvelope,
  onsets: readonly Onset[],
  length: SoundLength,
): Estimate<number> | undefined {
  if (envelope.strengths.every((strength) => strength === 0)) return undefined // silence
  if (onsets.length < LEAST_ONSETS) return tempoOfLength(length)
  const candidates = findTempoCandidates(envelope, onsets, length.frames / length.sampleRate)
  if (candidates.length === 0) return undefined
  const confidence = computeConfidence(candidates, onsets.length)
  return confidence < LEAST_CONFIDENCE ? undefined : { value: roundTempo(candidates[0], length), confidence }
}

/** In thousandths. A tempo in tenths that the length of the file confirms to the sample is not rounded further. */
function roundTempo({ bpm, beats }: TempoCandidate, length: SoundLength): number {
  const tenths = Math.round(10 * bpm) / 10
  if (beats !== undefined && isExactly(length, beats, tenths)) return Math.round(1000 * tenths)
  const whole = Math.round(bpm)
  const tolerance = beats === undefined ? FREE_ROUNDING : LOOP_ROUNDING
  return Math.round(1000 * (Math.abs(bpm - whole) <= tolerance * bpm ? whole : bpm))
}

/**
 * The odds that the first candidate is right to 1 % and in the right octave. Fitted by logistic regression to 260
 * synthetic loops of eight styles, whole, cut at random, with silence added and under noise; on 260 others 98 % of the
 * answers given 0.9 and more were right, 85 to 90 % of those given 0.7 to 0.9.
 */
function computeConfidence([best, ...others]: readonly TempoCandidate[], onsetCount: number): number {
  const rival = others.find(({ bpm }) => !isNear(bpm, best.bpm))
  const unrelated = others.find(({ bpm }) => ![0.5, 1, 2].some((ratio) => isNear(bpm * ratio, best.bpm)))
  const logOdds =
    -7.4 +
    1.8 * Math.min(2, best.score - (rival?.score ?? -Infinity)) +
    0.25 * Math.min(3, best.score - (unrelated?.score ?? -Infinity)) +
    3.4 * best.fit +
    1.4 * Math.min(5, Math.log2(onsetCount + 1))
  return Math.min(MOST_CONFIDENCE, 1 / (1 + Math.exp(-logOdds)))
}

const isNear = (a: number, b: number): boolean => Math.abs(a / b - 1) < 0.015
