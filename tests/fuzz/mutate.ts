import type { FuzzRandom } from './FuzzRandom.ts'

/** Numbers at which lengths, compact integers and signs change their form. */
const EDGES = [0, 1, 2, 3, 4, 31, 32, 63, 64, 127, 128, 252, 253, 254, 255]
const WORDS: readonly Uint8Array[] = [
  [0xff, 0xff, 0xff, 0xff],
  [0xfe, 0xff, 0xff, 0xff],
  [0x02, 0x00, 0x01, 0x00],
  [0x03, 0xff, 0xff, 0xff, 0xff],
  [0x13, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
  [0, 0, 0, 0x80],
  [0xed, 0xa0, 0x80],
  [0x4d],
].map((word) => Uint8Array.from(word))
const MAX_BYTES = 65_536

/** A good input with a few changes, of which some take from another. */
export function mutate(
  input: Uint8Array,
  corpus: readonly Uint8Array[],
  random: FuzzRandom,
  words: readonly Uint8Array[] = WORDS,
): Uint8Array {
  let bytes = input
  const changes = 1 + random.below(random.chance(0.1) ? 16 : 4)
  for (let change = 0; change < changes; change++) bytes = changeOnce(bytes, corpus, random, words)
  return bytes.length > MAX_BYTES ? bytes.slice(0, MAX_BYTES) : bytes
}

function changeOnce(
  input: Uint8Array,
  corpus: readonly Uint8Array[],
  random: FuzzRandom,
  words: readonly Uint8Array[],
): Uint8Array {
  // Half of all changes go to the beginning, where lengths and kinds stand.
  const at = random.chance(0.5) ? random.below(Math.min(input.length, 16) + 1) : random.below(input.length + 1)
  const length = Math.min(random.chance(0.7) ? 1 + random.below(8) : random.below(input.length + 1), input.length - at)
  switch (random.below(9)) {
    case 0:
      return withByte(input, at, (byte) => byte ^ (1 << random.below(8)))
    case 1:
      return withByte(input, at, () => random.u32())
    case 2:
      return withByte(input, at, () => random.pick(EDGES))
    case 3:
      return withByte(input, at, (byte) => byte + random.below(9) - 4)
    case 4:
      return replaced(input, at, length, NOTHING)
    case 5:
      return replaced(input, at, 0, input.subarray(at, at + length))
    case 6: {
      const word = random.pick(words)
      return replaced(input, at, random.chance(0.5) ? word.length : 0, word)
    }
    case 7: {
      const other = random.pick(corpus) ?? input
      const from = random.below(other.length + 1)
      return replaced(input, at, length, other.subarray(from, from + 1 + random.below(64)))
    }
    default:
      return random.chance(0.5) ? input.slice(0, at) : replaced(input, at, 0, random.bytes(1 + random.below(16)))
  }
}

const NOTHING = new Uint8Array(0)

function withByte(input: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  if (at >= input.length) return input
  const changed = input.slice()
  changed[at] = change(changed[at])
  return changed
}

function replaced(input: Uint8Array, at: number, length: number, by: Uint8Array): Uint8Array {
  const end = Math.min(at + length, input.length)
  const changed = new Uint8Array(input.length - (end - at) + by.length)
  changed.set(input.subarray(0, at))
  changed.set(by, at)
  changed.set(input.subarray(end), at + by.length)
  return changed
}
