import { createSound, SAMPLE_RATE, type Sound } from './Sound.ts'

/** Delays in frames without common divisors, so that echoes never line up. */
const DELAYS = [1433, 1601, 1867, 2053, 2251, 2399, 2617, 2797]

export interface ReverbOptions {
  /** Seconds until the echo has fallen by 60 dB. */
  readonly seconds: number
  /** 0 bright to 1 dark. */
  readonly damping: number
}

/**
 * The room alone, without the direct sound: a feedback delay network of eight lines mixed by a Householder matrix
 * (Jot and Chaigne, 1991). A loop is played over and over until the room has filled, so its echo has no seam either.
 */
export function loopReverb(sound: Sound, { seconds, damping }: ReverbOptions): Sound {
  const length = sound.left.length
  const lines = DELAYS.map((delay) => new Float64Array(delay))
  const gains = DELAYS.map((delay) => 10 ** ((-3 * delay) / (seconds * SAMPLE_RATE)))
  const damped = new Float64Array(DELAYS.length)
  const output = createSound(length)
  const rounds = 1 + Math.ceil((seconds * SAMPLE_RATE) / length)
  for (let i = 0; i < rounds * length; i++) {
    const at = i % length
    let [sum, left, right] = [0, 0, 0]
    for (let line = 0; line < DELAYS.length; line++) {
      const echo = lines[line][i % DELAYS[line]]
      damped[line] = echo * gains[line] * (1 - damping) + damped[line] * damping
      sum += damped[line]
      if (line % 2 === 0) left += echo
      else right += echo
    }
    for (let line = 0; line < DELAYS.length; line++) {
      const input = line % 2 === 0 ? sound.left[at] : sound.right[at]
      lines[line][i % DELAYS[line]] = input + damped[line] - (2 / DELAYS.length) * sum
    }
    output.left[at] = left / 4
    output.right[at] = right / 4
  }
  return output
}
