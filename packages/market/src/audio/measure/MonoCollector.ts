import { HalfBandDecimator } from '../signal/HalfBandDecimator.ts'

/** Pitch and rhythm live below 8 kHz. */
const LEAST_RATE = 16_000

/** The start of a sound as one channel at 16 to 32 kHz, for the analysis of tempo and key. */
export class MonoCollector {
  readonly sampleRate: number
  readonly #stages: readonly HalfBandDecimator[]
  readonly #samples: Float32Array
  #length = 0

  constructor(sampleRate: number, maxSeconds: number) {
    const halvings = Math.max(0, Math.floor(Math.log2(sampleRate / LEAST_RATE)))
    this.sampleRate = sampleRate / 2 ** halvings
    this.#stages = Array.from({ length: halvings }, () => new HalfBandDecimator())
    this.#samples = new Float32Array(Math.floor(maxSeconds * this.sampleRate))
  }

  add(block: readonly Float32Array[]): void {
    if (this.#length === this.#samples.length) return
    let mono = mixDown(block)
    for (const stage of this.#stages) mono = stage.process(mono)
    const taken = mono.subarray(0, this.#samples.length - this.#length)
    this.#samples.set(taken, this.#length)
    this.#length += taken.length
  }

  get signal(): Float32Array {
    return this.#samples.subarray(0, this.#length)
  }
}

function mixDown(block: readonly Float32Array[]): Float32Array {
  const mono = block[0].slice()
  for (const channel of block.slice(1)) for (let i = 0; i < mono.length; i++) mono[i] += channel[i]
  return mono.map((sample) => sample / block.length)
}
