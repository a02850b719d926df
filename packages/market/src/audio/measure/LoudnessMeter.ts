// Integrated loudness: Recommendation ITU-R BS.1770-5, annex 1. The filters, given there for 48 kHz, are computed for
// any rate from the analogue prototypes they were made of.
import { Biquad, type BiquadCoefficients } from '../signal/Biquad.ts'

const STEP_SECONDS = 0.1
/** A gating block is 400 ms; blocks overlap by three quarters. */
const STEPS_PER_BLOCK = 4
const ABSOLUTE_GATE = -70
const RELATIVE_GATE = -10
const SURROUND_WEIGHT = 1.41

/** Measures the loudness of a stream in memory of 8 bytes for each 100 ms. */
export class LoudnessMeter {
  readonly #filters: readonly (readonly [Biquad, Biquad])[]
  readonly #weights: readonly number[]
  readonly #stepFrames: number
  /** Weighted energy of each finished step of 100 ms, per frame. */
  readonly #steps: number[] = []
  #energy = 0
  #framesInStep = 0

  constructor(sampleRate: number, channels: number) {
    this.#filters = Array.from({ length: channels }, () => [
      new Biquad(headFilter(sampleRate)),
      new Biquad(highPassFilter(sampleRate)),
    ])
    this.#weights = Array.from({ length: channels }, (_, channel) => channelWeight(channel, channels))
    this.#stepFrames = Math.round(sampleRate * STEP_SECONDS)
  }

  add(block: readonly Float32Array[]): void {
    const frames = block[0].length
    for (let start = 0; start < frames;) {
      const end = Math.min(frames, start + this.#stepFrames - this.#framesInStep)
      block.forEach((samples, channel) => {
        this.#energy += this.#weights[channel] * this.#filteredEnergy(samples, start, end, channel)
      })
      this.#framesInStep += end - start
      start = end
      if (this.#framesInStep === this.#stepFrames) this.#finishStep()
    }
  }

  #filteredEnergy(samples: Float32Array, start: number, end: number, channel: number): number {
    const [head, highPass] = this.#filters[channel]
    let energy = 0
    for (let i = start; i < end; i++) {
      const filtered = highPass.process(head.process(samples[i]))
      energy += filtered * filtered
    }
    return energy
  }

  #finishStep(): void {
    this.#steps.push(this.#energy / this.#stepFrames)
    this.#energy = 0
    this.#framesInStep = 0
  }

  /** LUFS, −Infinity for silence. A sound shorter than one block of 400 ms is measured as a whole, without gates. */
  get integrated(): number {
    if (this.#steps.length < STEPS_PER_BLOCK) return toLufs(this.#meanOfAll())
    const blocks = this.#steps.slice(STEPS_PER_BLOCK - 1).map((_, i) => mean(this.#steps.slice(i, i + STEPS_PER_BLOCK)))
    const audible = blocks.filter((energy) => toLufs(energy) > ABSOLUTE_GATE)
    const gate = toLufs(mean(audible)) + RELATIVE_GATE
    return toLufs(mean(audible.filter((energy) => toLufs(energy) > gate)))
  }

  #meanOfAll(): number {
    const frames = this.#steps.length * this.#stepFrames + this.#framesInStep
    const energy = this.#steps.reduce((sum, step) => sum + step * this.#stepFrames, this.#energy)
    return frames === 0 ? 0 : energy / frames
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

const toLufs = (energy: number): number => -0.691 + 10 * Math.log10(energy)

/** Left, right and centre count once, surrounds 1.41 times, the low-frequency channel (fourth of six or eight) not. */
function channelWeight(channel: number, channels: number): number {
  if (channel < 2 || (channel === 2 && channels !== 4)) return 1
  return channel === 3 && channels >= 6 ? 0 : SURROUND_WEIGHT
}

/** The shelf that stands for the effect of the head. */
function headFilter(sampleRate: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const q = 0.7071752369554196
  const gain = 10 ** (3.999843853973347 / 20)
  const slope = gain ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return {
    b0: (gain + (slope * k) / q + k * k) / a0,
    b1: (2 * (k * k - gain)) / a0,
    b2: (gain - (slope * k) / q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / q + k * k) / a0,
  }
}

function highPassFilter(sampleRate: number): BiquadCoefficients {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / q + k * k) / a0 }
}
