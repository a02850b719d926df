/** Coefficients of a second-order filter, normalised so that a0 = 1. */
export interface BiquadCoefficients {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

/** A second-order filter with its state (transposed direct form II). */
export class Biquad {
  readonly #coefficients: BiquadCoefficients
  #first = 0
  #second = 0

  constructor(coefficients: BiquadCoefficients) {
    this.#coefficients = coefficients
  }

  process(input: number): number {
    const { b0, b1, b2, a1, a2 } = this.#coefficients
    const output = b0 * input + this.#first
    this.#first = b1 * input - a1 * output + this.#second
    this.#second = b2 * input - a2 * output
    return output
  }
}
