import { SpectrumAnalyser } from '../signal/fft.ts'

/** One partial in one frame. */
export interface PitchPeak {
  /** MIDI number with fraction: 69 is 440 Hz. */
  readonly pitch: number
  readonly magnitude: number
}

/** Long enough to part neighbouring semitones from 65 Hz up. */
const WINDOW_SECONDS = 0.37
const HOPS_PER_WINDOW = 4
const LOWEST_HZ = 32
const HIGHEST_HZ = 3500
/** Partials this far below the loudest of the whole sound are noise. */
const FLOOR = 10 ** (-55 / 20)
/** A partial rises above the average around it; a hiss does not. */
const LEAST_PROMINENCE = 3
const NEIGHBOURHOOD_BINS = 12
const MAX_PEAKS_PER_FRAME = 60

/** The partials heard in each frame of a sound. */
export function findPitchPeaks(signal: Float32Array, sampleRate: number): PitchPeak[][] {
  const size = 2 ** Math.round(Math.log2(WINDOW_SECONDS * sampleRate))
  const analyser = new SpectrumAnalyser(size)
  const hop = size / HOPS_PER_WINDOW
  const frames: PitchPeak[][] = []
  const magnitudes = new Float64Array(size / 2 + 1)
  let loudest = 0
  for (let start = -size / 2; start + size / 2 < signal.length; start += hop) {
    analyser.magnitudes(signal, start, magnitudes)
    const peaks = peaksOfSpectrum(magnitudes, sampleRate / size)
    for (const { magnitude } of peaks) loudest = Math.max(loudest, magnitude)
    frames.push(peaks)
  }
  return frames.map((peaks) => peaks.filter(({ magnitude }) => magnitude >= FLOOR * loudest))
}

function peaksOfSpectrum(magnitudes: Float64Array, binHz: number): PitchPeak[] {
  const peaks: PitchPeak[] = []
  const last = Math.min(magnitudes.length - 2, Math.floor(HIGHEST_HZ / binHz))
  for (let bin = Math.ceil(LOWEST_HZ / binHz); bin <= last; bin++) {
    if (magnitudes[bin] <= magnitudes[bin - 1] || magnitudes[bin] < magnitudes[bin + 1]) continue
    if (magnitudes[bin] < LEAST_PROMINENCE * averageAround(magnitudes, bin)) continue
    const [before, at, after] = [-1, 0, 1].map((step) => Math.log(magnitudes[bin + step] + 1e-12))
    const vertex = bin + (0.5 * (before - after)) / (before - 2 * at + after || 1)
    peaks.push({ pitch: 69 + 12 * Math.log2((vertex * binHz) / 440), magnitude: magnitudes[bin] })
  }
  return peaks.sort((a, b) => b.magnitude - a.magnitude).slice(0, MAX_PEAKS_PER_FRAME)
}

function averageAround(magnitudes: Float64Array, bin: number): number {
  let sum = 0
  const [start, end] = [
    Math.max(0, bin - NEIGHBOURHOOD_BINS),
    Math.min(magnitudes.length - 1, bin + NEIGHBOURHOOD_BINS),
  ]
  for (let i = start; i <= end; i++) sum += magnitudes[i]
  return sum / (end - start + 1)
}
