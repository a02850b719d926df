import { PEAK_BUCKETS } from '../AudioAnalysis.ts'

/** Bins kept while the length is unknown: several for each bucket of the result. */
const MAX_BINS = 16 * PEAK_BUCKETS

/** Highest and lowest sample over time, for drawing a waveform, in bounded memory however long the sound is. */
export class PeakMeter {
  readonly #low = new Float32Array(MAX_BINS)
  readonly #high = new Float32Array(MAX_BINS)
  #framesPerBin = 1
  #frames = 0
  #peak = 0

  add(block: readonly Float32Array[]): void {
    for (let i = 0; i < block[0].length; i++) {
      let low = block[0][i]
      let high = low
      for (let channel = 1; channel < block.length; channel++) {
        const sample = block[channel][i]
        if (sample < low) low = sample
        if (sample > high) high = sample
      }
      this.#addFrame(low, high)
    }
  }

  #addFrame(low: number, high: number): void {
    if (this.#frames === MAX_BINS * this.#framesPerBin) this.#halve()
    const bin = Math.floor(this.#frames / this.#framesPerBin)
    const isFirst = this.#frames % this.#framesPerBin === 0
    if (isFirst || low < this.#low[bin]) this.#low[bin] = low
    if (isFirst || high > this.#high[bin]) this.#high[bin] = high
    this.#frames++
    this.#peak = Math.max(this.#peak, high, -low)
  }

  #halve(): void {
    for (let bin = 0; bin < MAX_BINS / 2; bin++) {
      this.#low[bin] = Math.min(this.#low[2 * bin], this.#low[2 * bin + 1])
      this.#high[bin] = Math.max(this.#high[2 * bin], this.#high[2 * bin + 1])
    }
    this.#framesPerBin *= 2
  }

  /** Loudest sample in dB relative to full scale. */
  get peakDb(): number {
    return 20 * Math.log10(this.#peak)
  }

  /** {@link PEAK_BUCKETS} pairs of minimum and maximum, −127 to 127. A bin that two buckets share counts in both. */
  buckets(): Int8Array {
    const peaks = new Int8Array(2 * PEAK_BUCKETS)
    const bins = this.#frames / this.#framesPerBin
    if (bins === 0) return peaks
    for (let bucket = 0; bucket < PEAK_BUCKETS; bucket++) {
      const start = Math.floor((bucket * bins) / PEAK_BUCKETS)
      const end = Math.max(start + 1, Math.ceil(((bucket + 1) * bins) / PEAK_BUCKETS))
      peaks[2 * bucket] = toByte(minimum(this.#low.subarray(start, end)))
      peaks[2 * bucket + 1] = toByte(-minimum(this.#high.subarray(start, end).map((value) => -value)))
    }
    return peaks
  }
}

const minimum = (values: Float32Array): number => values.reduce((least, value) => Math.min(least, value), Infinity)

const toByte = (level: number): number => Math.round(Math.max(-1, Math.min(1, level)) * 127)
