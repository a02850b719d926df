const TAPS = 47
const CENTRE = (TAPS - 1) / 2

/** Low-pass at a quarter of the rate: a windowed (Blackman) sinc, flat to 0.2 and below −55 dB from 0.3 of the rate. */
const KERNEL = Float64Array.from({ length: TAPS }, (_, i) => {
  const x = i - CENTRE
  const sinc = x === 0 ? 0.5 : Math.sin((Math.PI * x) / 2) / (Math.PI * x)
  const phase = (2 * Math.PI * (i + 1)) / (TAPS + 1)
  return sinc * (0.42 - 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase))
})

/** Halves the sample rate of a stream. The filter's delay of 23 input samples is taken out at the start. */
export class HalfBandDecimator {
  #pending = new Float32Array(CENTRE)

  process(block: Float32Array): Float32Array {
    const input = new Float32Array(this.#pending.length + block.length)
    input.set(this.#pending)
    input.set(block, this.#pending.length)
    const count = Math.max(0, Math.floor((input.length - TAPS) / 2) + 1)
    const output = new Float32Array(count)
    for (let i = 0; i < count; i++) {
      let sum = 0
      for (let tap = 0; tap < TAPS; tap++) sum += KERNEL[tap] * input[2 * i + tap]
      output[i] = sum
    }
    this.#pending = input.slice(2 * count)
    return output
  }
}
