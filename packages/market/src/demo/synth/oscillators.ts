import { SAMPLE_RATE } from './Sound.ts'

/** Hz of a MIDI note number (69 = A4 = 440 Hz). */
export const noteFrequency = (note: number): number => 440 * 2 ** ((note - 69) / 12)

/** Rounds the corner of a wave's jump over one sample to either side, so that it does not alias (PolyBLEP). */
function bandLimitedStep(phase: number, step: number): number {
  if (phase < step) {
    const x = phase / step
    return x + x - x * x - 1
  }
  if (phase > 1 - step) {
    const x = (phase - 1) / step
    return x * x + x + x + 1
  }
  return 0
}

/** An oscillator whose frequency may change from sample to sample. */
export class Oscillator {
  #phase: number

  /** `phase` from 0 to 1. */
  constructor(phase = 0) {
    this.#phase = phase
  }

  #advance(frequency: number): { phase: number; step: number } {
    const phase = this.#phase
    const step = frequency / SAMPLE_RATE
    this.#phase = (phase + step) % 1
    return { phase, step }
  }

  sine(frequency: number): number {
    return Math.sin(2 * Math.PI * this.#advance(frequency).phase)
  }

  saw(frequency: number): number {
    const { phase, step } = this.#advance(frequency)
    return 2 * phase - 1 - bandLimitedStep(phase, step)
  }

  /** `width` is the share of the period spent high. */
  pulse(frequency: number, width = 0.5): number {
    const { phase, step } = this.#advance(frequency)
    const jumps = bandLimitedStep(phase, step) - bandLimitedStep((phase - width + 1) % 1, step)
    return (phase < width ? 1 : -1) + jumps
  }
}
