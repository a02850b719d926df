import type { PitchPeak } from './pitchPeaks.ts'

/** How strong each of the twelve pitch classes is, C first; they sum to 1. */
export interface Chroma {
  readonly all: Float64Array
  /** Of the lowest notes alone, which tell the root. */
  readonly bass: Float64Array
}

/** Quiet partials count for more than their power, as they do to the ear. */
const COMPRESSION = 0.6
/** A partial may be the first to fifth of its note; the higher, the less likely. */
const PARTIALS = [1, 2, 3, 4, 5]
const PARTIAL_DECAY = 0.55
const HIGHEST_BASS_PITCH = 52

/** The offset of the instruments from 440 Hz in semitones, −0.5 to 0.5: the circular mean of all partials' offsets. */
export function estimateTuning(frames: readonly (readonly PitchPeak[])[]): number {
  let [x, y] = [0, 0]
  for (const { pitch, magnitude } of frames.flat()) {
    if (pitch < 48) continue
    x += magnitude * Math.cos(2 * Math.PI * pitch)
    y += magnitude * Math.sin(2 * Math.PI * pitch)
  }
  return Math.atan2(y, x) / (2 * Math.PI)
}

export function computeChroma(frames: readonly (readonly PitchPeak[])[], tuning: number): Chroma {
  const all = new Float64Array(12)
  const bass = new Float64Array(12)
  for (const peaks of frames) {
    for (const { pitch, magnitude } of peaks) addNotes(all, pitch - tuning, magnitude ** COMPRESSION)
    const lowest = peaks.filter(({ pitch }) => pitch <= HIGHEST_BASS_PITCH)
    const loudest = lowest.reduce((most, peak) => (peak.magnitude > most.magnitude ? peak : most), {
      pitch: 0,
      magnitude: 0,
    })
    if (loudest.magnitude > 0) addPitch(bass, loudest.pitch - tuning, loudest.magnitude ** COMPRESSION)
  }
  return { all: normalise(all), bass: normalise(bass) }
}

function addNotes(chroma: Float64Array, pitch: number, weight: number): void {
  PARTIALS.forEach((partial, i) => addPitch(chroma, pitch - 12 * Math.log2(partial), weight * PARTIAL_DECAY ** i))
}

/** Spread over the two nearest classes by distance, with a plateau: a little out of tune is in tune. */
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
