import type { PitchPeak } from './pitchPeaks.ts'

/** How strong each of the twelve pitch classes is, C first; they sum to 1, or to 0 where nothing is heard. */
export interface Chroma {
  readonly all: Float64Array
  /** Of the lowest notes alone, which tell the root. */
  readonly bass: Float64Array
  /** Of the lowest notes at the start, where most loops are at home. */
  readonly opening: Float64Array
}

/** Quiet partials count for more than their power, as they do to the ear. */
const COMPRESSION = 0.8
const HIGHEST_BASS_PITCH = 52
const OPENING_SHARE = 0.2

/** The third, fifth, sixth, seventh, ninth and tenth partial in semitones above the first: those that are other notes. */
const OVERTONES = [3, 5, 6, 7, 9, 10].map((partial) => 12 * Math.log2(partial))
const OVERTONE_TOLERANCE = 0.35
/** How much of a partial counts that may be an overtone of a louder one, and how much louder that must be. */
const OVERTONE_WEIGHT = 0.5
const OVERTONE_RATIO = 1.2

export interface Tuning {
  /** Of the instruments from 440 Hz, in semitones, −0.5 to 0.5. */
  readonly offset: number
  /** How much the partials agree on it: 1 fully, 0 where pitches are anywhere, as in cymbals. */
  readonly clarity: number
}

/** Below this pitch the spectrum does not part notes exactly enough. */
const LOWEST_TUNING_PITCH = 48

/** The circular mean of the offsets of all partials from the nearest note. */
export function estimateTuning(frames: readonly (readonly PitchPeak[])[]): Tuning {
  let [x, y, total] = [0, 0, 0]
  for (const { pitch, magnitude } of frames.flat()) {
    if (pitch < LOWEST_TUNING_PITCH) continue
    x += magnitude * Math.cos(2 * Math.PI * pitch)
    y += magnitude * Math.sin(2 * Math.PI * pitch)
    total += magnitude
  }
  return { offset: Math.atan2(y, x) / (2 * Math.PI), clarity: total === 0 ? 0 : Math.hypot(x, y) / total }
}

/** `tuning` in semitones. */
export function computeChroma(frames: readonly (readonly PitchPeak[])[], tuning: number): Chroma {
  const [all, bass, opening] = [new Float64Array(12), new Float64Array(12), new Float64Array(12)]
  frames.forEach((peaks, frame) => {
    for (const peak of peaks) addPitch(all, peak.pitch - tuning, novelty(peak, peaks) * peak.magnitude ** COMPRESSION)
    const lowest = peaks
      .filter(({ pitch }) => pitch <= HIGHEST_BASS_PITCH)
      .reduce((loudest, peak) => (peak.magnitude > loudest.magnitude ? peak : loudest), { pitch: 0, magnitude: 0 })
    addPitch(bass, lowest.pitch - tuning, lowest.magnitude ** COMPRESSION)
    if (frame < OPENING_SHARE * frames.length) addPitch(opening, lowest.pitch - tuning, lowest.magnitude ** COMPRESSION)
  })
  return { all: normalise(all), bass: normalise(bass), opening: normalise(opening) }
}

/** How little a partial is explained by a lower one of which it is an overtone: 1 a note of its own. */
function novelty(peak: PitchPeak, peaks: readonly PitchPeak[]): number {
  const explained = peaks.some(
    (lower) =>
      lower.pitch < peak.pitch - 6 &&
      lower.magnitude > peak.magnitude * OVERTONE_RATIO &&
      OVERTONES.some((overtone) => Math.abs(peak.pitch - lower.pitch - overtone) < OVERTONE_TOLERANCE),
  )
  return explained ? OVERTONE_WEIGHT : 1
}

/** A little out of tune is in tune; what lies between two notes is neither. */
function addPitch(chroma: Float64Array, pitch: number, weight: number): void {
  const nearest = Math.round(pitch)
  const offset = Math.abs(pitch - nearest)
  const share = Math.cos(Math.PI * Math.min(0.5, Math.max(0, offset - 0.1))) ** 2
  chroma[((nearest % 12) + 12) % 12] += weight * share
}

function normalise(chroma: Float64Array): Float64Array {
  const sum = chroma.reduce((total, value) => total + value, 0)
  return sum === 0 ? chroma : chroma.map((value) => value / sum)
}
