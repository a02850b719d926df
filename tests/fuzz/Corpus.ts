import type { FuzzRandom } from './FuzzRandom.ts'

const MAX_INPUTS = 4_000
const MAX_BYTES = 8 * 2 ** 20

/** Inputs worth changing further: the good ones it began with, and those that did something new. */
export class Corpus {
  readonly #inputs: Uint8Array[]
  readonly #given: number
  #bytes = 0

  constructor(given: readonly Uint8Array[]) {
    this.#inputs = given.length === 0 ? [new Uint8Array(0)] : [...given]
    this.#given = this.#inputs.length
  }

  get inputs(): readonly Uint8Array[] {
    return this.#inputs
  }

  /** How many were found, beside those given. */
  get found(): number {
    return this.#inputs.length - this.#given
  }

  add(input: Uint8Array): void {
    if (this.found >= MAX_INPUTS || this.#bytes + input.length > MAX_BYTES) return
    this.#inputs.push(input)
    this.#bytes += input.length
  }

  /** Those found are picked as often as those given, the latest of them most. */
  pick(random: FuzzRandom): Uint8Array {
    if (this.found === 0 || random.chance(0.5)) return this.#inputs[random.below(this.#given)]
    const latest = Math.min(this.found, 32)
    return random.chance(0.5)
      ? this.#inputs[this.#inputs.length - 1 - random.below(latest)]
      : this.#inputs[this.#given + random.below(this.found)]
  }
}
