/** Magnitudes of the spectrum of real frames of `size` samples (a power of two), bins 0 to size / 2. */
export class SpectrumAnalyser {
  readonly size: number
  readonly #window: Float64Array
  readonly #cos: Float64Array
  readonly #sin: Float64Array
  readonly #reversed: Uint32Array
  readonly #real: Float64Array
  readonly #imaginary: Float64Array

  constructor(size: number) {
    this.size = size
    this.#window = Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
    this.#cos = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size))
    this.#sin = Float64Array.from({ length: size / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / size))
    this.#reversed = new Uint32Array(size)
    for (let i = 1, bits = Math.log2(size); i < size; i++)
      this.#reversed[i] = (this.#reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1))
    this.#real = new Float64Array(size)
    this.#imaginary = new Float64Array(size)
  }

  /** Writes the magnitudes of the Hann-windowed frame at `start`; samples outside of `signal` count as silence. */
  magnitudes(signal: Float32Array, start: number, target: Float64Array): void {
    for (let i = 0; i < this.size; i++) {
      this.#real[this.#reversed[i]] = (signal[start + i] ?? 0) * this.#window[i]
    }
    this.#imaginary.fill(0)
    this.#transform()
    for (let bin = 0; bin <= this.size / 2; bin++)
      target[bin] = Math.sqrt(this.#real[bin] ** 2 + this.#imaginary[bin] ** 2)
  }

  /** Radix-2 butterflies over input in bit-reversed order (Cooley and Tukey). */
  #transform(): void {
    const [real, imaginary, cosines, sines] = [this.#real, this.#imaginary, this.#cos, this.#sin]
    for (let half = 1, step = this.size / 2; half < this.size; half *= 2, step /= 2) {
      for (let group = 0; group < this.size; group += 2 * half) {
        for (let a = group, turn = 0; a < group + half; a++, turn += step) {
          const b = a + half
          const turnedReal = real[b] * cosines[turn] - imaginary[b] * sines[turn]
          const turnedImaginary = real[b] * sines[turn] + imaginary[b] * cosines[turn]
          real[b] = real[a] - turnedReal
          imaginary[b] = imaginary[a] - turnedImaginary
          real[a] += turnedReal
          imaginary[a] += turnedImaginary
        }
      }
    }
  }
}
