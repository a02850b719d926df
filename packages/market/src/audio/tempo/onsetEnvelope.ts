import { SpectrumAnalyser } from '../signal/fft.ts'

/** How strongly something begins, over time. */
export interface OnsetEnvelope {
  readonly strengths: Float64Array
  /** The same for the middle of the spectrum alone, where the snare speaks and neither bass drum nor hi-hat do. */
  readonly middle: Float64Array
  readonly framesPerSecond: number
}

const WINDOW_SECONDS = 0.046
const HOPS_PER_WINDOW = 8
const BANDS = 36
const LOWEST_HZ = 30
const HIGHEST_HZ = 10_000
const MIDDLE_HZ = [400, 4000]
/** Rise is measured against this much earlier, so that an attack slower than a hop counts in full. */
const LAG_FRAMES = 3
/** Levels this far below the loudest band are noise. */
const FLOOR_DB = 60

/**
 * Spectral flux: the rise of the level in each of 36 bands of equal width to the ear, summed. Frame `i` is centred at
 * time `i / framesPerSecond`; before the start there is silence, so a sound that begins at once is an onset.
 */
export function computeOnsetEnvelope(signal: Float32Array, sampleRate: number): OnsetEnvelope {
  const size = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate))
  const hop = size / HOPS_PER_WINDOW
  const edges = bandEdges(sampleRate, size)
  const levels = bandLevels(signal, edges, size, hop)
  const [middleStart, middleEnd] = MIDDLE_HZ.map((hz) => edges.findIndex((bin) => bin * sampleRate >= hz * size))
  return {
    strengths: computeRise(levels, 0, BANDS),
    middle: computeRise(levels, middleStart, middleEnd),
    framesPerSecond: sampleRate / hop,
  }
}

/** Mean rise of the levels of the bands from `start` to `end`, in dB. */
function computeRise(levels: readonly Float64Array[], start: number, end: number): Float64Array {
  return Float64Array.from(levels, (level, frame) => {
    const earlier = levels[frame - LAG_FRAMES]
    let rise = 0
    for (let band = start; band < end; band++) rise += Math.max(0, level[band] - (earlier?.[band] ?? 0))
    return rise / (end - start)
  })
}

/** Per frame the level of each band in dB above the floor. */
function bandLevels(signal: Float32Array, edges: readonly number[], size: number, hop: number): Float64Array[] {
  const analyser = new SpectrumAnalyser(size)
  const magnitudes = new Float64Array(size / 2 + 1)
  const frames = Math.floor(signal.length / hop) + 1
  const powers = Array.from({ length: frames }, (_, frame) => {
    analyser.magnitudes(signal, frame * hop - size / 2, magnitudes)
    return Float64Array.from({ length: BANDS }, (_, band) => bandPower(magnitudes, edges[band], edges[band + 1]))
  })
  const loudest = powers.reduce((most, frame) => Math.max(most, ...frame), 1e-12)
  return powers.map((frame) => frame.map((power) => Math.max(0, 10 * Math.log10(power / loudest + 1e-12) + FLOOR_DB)))
}

function bandEdges(sampleRate: number, size: number): number[] {
  const toMel = (hz: number): number => Math.log1p(hz / 700)
  const [low, high] = [toMel(LOWEST_HZ), toMel(Math.min(HIGHEST_HZ, sampleRate / 2))]
  const edges = Array.from({ length: BANDS + 1 }, (_, i) =>
    Math.round((700 * Math.expm1(low + ((high - low) * i) / BANDS) * size) / sampleRate),
  )
  for (let i = 1; i < edges.length; i++) edges[i] = Math.max(edges[i], edges[i - 1] + 1)
  return edges
}

function bandPower(magnitudes: Float64Array, start: number, end: number): number {
  let power = 0
  for (let bin = start; bin < end && bin < magnitudes.length; bin++) power += magnitudes[bin] * magnitudes[bin]
  return power / (end - start)
}
