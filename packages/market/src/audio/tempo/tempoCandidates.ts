import { type Autocorrelation, circularAutocorrelation, linearAutocorrelation } from './autocorrelation.ts'
import { computeGridFit } from './gridFit.ts'
import type { Onset } from './findOnsets.ts'
import type { OnsetEnvelope } from './onsetEnvelope.ts'

/** Slower pulses are felt twice as fast, faster ones half as fast. */
export const MIN_BPM = 60
export const MAX_BPM = 200
/** One beat alone has no tempo. */
const MIN_BEATS = 2
/** Sixteen bars at 60 beats a minute. In anything longer every tempo fits some number of beats. */
const MAX_LOOP_SECONDS = 64
/** A file a little short of its beats is a loop all the same. */
const BEATS_TOLERANCE = 0.02

const PHASES = 48

export interface TempoCandidate {
  readonly bpm: number
  /** Beats in the file, where it is taken for a loop. */
  readonly beats?: number
  readonly score: number
  /** Fit of the onsets, 0 to 1. */
  readonly fit: number
}

/** What speaks for a tempo, in the same unit as natural logarithms of odds, roughly. */
const WEIGHTS = { fit: 3.4, beat: 0.8, halfBeat: 0.4, bar: 0.8, backBeat: 0.45, tempo: 1.6, beats: 1, notLoop: -1.1 }

/** Tempi that a file may have, the most likely first. `seconds` is the length of the sound. */
export function findTempoCandidates(
  envelope: OnsetEnvelope,
  onsets: readonly Onset[],
  seconds: number,
): TempoCandidate[] {
  const candidates = [...loopCandidates(envelope, onsets, seconds), ...freeCandidates(envelope, onsets)]
  return candidates.sort((a, b) => b.score - a.score)
}

/** A loop holds a whole number of beats, starts on the first and comes round. */
function loopCandidates(envelope: OnsetEnvelope, onsets: readonly Onset[], seconds: number): TempoCandidate[] {
  if (seconds > MAX_LOOP_SECONDS) return []
  const frames = Math.min(envelope.strengths.length, Math.round(seconds * envelope.framesPerSecond))
  const likeness = circularAutocorrelation(envelope.strengths.subarray(0, frames))
  const least = Math.max(MIN_BEATS, Math.ceil((MIN_BPM * seconds) / 60 - BEATS_TOLERANCE))
  const most = Math.floor((MAX_BPM * seconds) / 60 + BEATS_TOLERANCE)
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => {
    const beats = least + i
    return score(envelope, onsets, likeness, { beatSeconds: seconds / beats, beats })
  })
}

/** Any other sound may start with its first onset and end anywhere. */
function freeCandidates(envelope: OnsetEnvelope, onsets: readonly Onset[]): TempoCandidate[] {
  const likeness = linearAutocorrelation(envelope.strengths)
  const [shortest, longest] = [MAX_BPM, MIN_BPM].map((bpm) => (60 / bpm) * envelope.framesPerSecond)
  if (onsets.length < 4 || envelope.strengths.length < 2 * longest) return []
  const candidates: TempoCandidate[] = []
  for (let lag = Math.ceil(shortest); lag <= longest; lag++) {
    if (likeness(lag) < likeness(lag - 1) || likeness(lag) < likeness(lag + 1)) continue
    const beatSeconds = refineLag(likeness, lag, envelope.strengths.length) / envelope.framesPerSecond
    candidates.push(score(envelope, onsets, likeness, { beatSeconds }))
  }
  return candidates
}

/** The peaks at multiples of a lag are as sharp as the first, and give its length so much more exactly. */
function refineLag(likeness: Autocorrelation, lag: number, length: number): number {
  let refined = lag
  for (let multiple = 1; multiple <= 16 && multiple * refined < length * 0.75; multiple *= 2) {
    let peak = Math.round(refined * multiple)
    while (likeness(peak + 1) > likeness(peak)) peak++
    while (likeness(peak - 1) > likeness(peak)) peak--
    const [before, at, after] = [likeness(peak - 1), likeness(peak), likeness(peak + 1)]
    const curvature = before - 2 * at + after
    const vertex = peak + (curvature === 0 ? 0 : (0.5 * (before - after)) / curvature)
    if (Math.abs(vertex / multiple - refined) > 1.5) break
    refined = vertex / multiple
  }
  return refined
}

interface CandidateShape {
  readonly beatSeconds: number
  /** Where the file is taken for a loop, which starts on its first beat. */
  readonly beats?: number
}

function score(
  envelope: OnsetEnvelope,
  onsets: readonly Onset[],
  likeness: Autocorrelation,
  { beatSeconds, beats }: CandidateShape,
): TempoCandidate {
  const bpm = 60 / beatSeconds
  const lag = beatSeconds * envelope.framesPerSecond
  const fit = beats === undefined ? fitAnywhere(onsets, beatSeconds / 4) : computeGridFit(onsets, 0, beatSeconds / 4)
  const evidence = {
    fit,
    beat: likeness(lag),
    halfBeat: likeness(lag / 2),
    bar: beats === undefined || beats % 4 === 0 ? likeness(4 * lag) : 0,
    backBeat: beats === undefined ? 0 : computeBackBeat(envelope, beatSeconds),
    tempo: tempoPrior(bpm),
    beats: beats === undefined ? 0 : beatsPrior(beats),
    notLoop: beats === undefined ? 1 : 0,
  }
  const total = Object.entries(WEIGHTS).reduce(
    (sum, [name, weight]) => sum + weight * evidence[name as keyof typeof WEIGHTS],
    0,
  )
  return { bpm, beats, score: total, fit }
}

/** The best fit wherever the first beat may be: two sixteenths are searched, because of swing. */
function fitAnywhere(onsets: readonly Onset[], stepSeconds: number): number {
  const fits = Array.from({ length: PHASES }, (_, i) =>
    computeGridFit(onsets, (2 * i * stepSeconds) / PHASES, stepSeconds),
  )
  return Math.max(...fits)
}

/** Half of the tempi that producers use lie within half an octave of this one. */
export const tempoPrior = (bpm: number): number => -0.25 * (Math.log2(bpm / 124) / 0.5) ** 2

/** One, two, four, eight or sixteen bars are usual; a loop of a number of beats that is not even is rare. */
function beatsPrior(beats: number): number {
  if (beats >= 4 && Number.isInteger(Math.log2(beats))) return 0.7
  return beats % 4 === 0 ? 0.35 : beats % 2 === 0 ? 0.1 : -0.2
}

/** How much more the middle of the spectrum rises on the second and fourth beats than on the others, −1 to 1. */
function computeBackBeat({ middle, framesPerSecond }: OnsetEnvelope, beatSeconds: number): number {
  const sums = [0, 0]
  for (let beat = 0; ; beat++) {
    const at = Math.round(beat * beatSeconds * framesPerSecond)
    if (at >= middle.length) break
    for (let i = Math.max(0, at - 2); i <= at + 2 && i < middle.length; i++) sums[beat % 2] += middle[i]
  }
  return sums[0] + sums[1] === 0 ? 0 : (sums[1] - sums[0]) / (sums[0] + sums[1])
}
