// Topology-preserving state variable filter: Zavalishin, The Art of VA Filter Design, §4.
import { SAMPLE_RATE } from './Sound.ts'

/** A resonant filter of 12 dB an octave that stays stable while its cutoff moves from sample to sample. */
export class StateVariableFilter {
  #first = 0
  #second = 0
  low = 0
  band = 0
  high = 0

  /** Takes one sample; the three outputs are then in `low`, `band` and `high`. `q` of 0.7 has no resonance. */
  process(input: number, cutoff: number, q = 0.707): this {
    const g = Math.tan((Math.PI * Math.min(cutoff, 0.45 * SAMPLE_RATE)) / SAMPLE_RATE)
    const k = 1 / q
    this.high = (input - (k + g) * this.#first - this.#second) / (1 + k * g + g * g)
    this.band = g * this.high + this.#first
    this.#first = g * this.high + this.band
    this.low = g * this.band + this.#second
    this.#second = g * this.band + this.low
    return this
  }
}
