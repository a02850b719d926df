// The trie once more, as the specification describes it and as slowly as one likes: nibbles in arrays, no sharing with
// the code under test but the hash function.
import { blake2b256, type Hash, toHex } from '@echochain/codec'

type Entry = { nibbles: number[]; value: Uint8Array }

const header = (bits: number, mask: number, length: number): number[] => {
  if (length < mask) return [bits + length]
  const bytes = [bits + mask]
  let rest = length - mask
  while (rest >= 255) {
    bytes.push(255)
    rest -= 255
  }
  return [...bytes, rest]
}

const compact = (n: number): number[] => {
  if (n < 2 ** 6) return [n * 4]
  if (n < 2 ** 14) return [(n * 4 + 1) % 256, Math.floor((n * 4 + 1) / 256)]
  throw new RangeError('Values in tests are shorter')
}

const pack = (nibbles: number[]): number[] => {
  const padded = nibbles.length % 2 === 1 ? [0, ...nibbles] : nibbles
  return Array.from({ length: padded.length / 2 }, (_, i) => padded[2 * i] * 16 + padded[2 * i + 1])
}

function node(entries: Entry[]): number[] {
  const shortest = Math.min(...entries.map(({ nibbles }) => nibbles.length))
  let shared = 0
  while (shared < shortest && entries.every(({ nibbles }) => nibbles[shared] === entries[0].nibbles[shared])) shared++
  const partial = entries[0].nibbles.slice(0, shared)
  const own = entries.find(({ nibbles }) => nibbles.length === shared)?.value
  const long = own !== undefined && own.length > 32
  const value = own === undefined ? [] : long ? [...blake2b256(own)] : [...compact(own.length), ...own]
  if (entries.length === 1)
    return [...(long ? header(0x20, 31, shared) : header(0x40, 63, shared)), ...pack(partial), ...value]

  let bitmap = 0
  const children: number[] = []
  for (let nibble = 0; nibble < 16; nibble++) {
    const below = entries.filter((entry) => entry.nibbles[shared] === nibble)
    if (below.length === 0) continue
    bitmap += 2 ** nibble
    const child = node(below.map((entry) => ({ ...entry, nibbles: entry.nibbles.slice(shared + 1) })))
    children.push(...(child.length < 32 ? [child.length * 4, ...child] : [128, ...blake2b256(Uint8Array.from(child))]))
  }
  const kind = own === undefined ? header(0x80, 63, shared) : long ? header(0x10, 15, shared) : header(0xc0, 63, shared)
  return [...kind, ...pack(partial), bitmap % 256, Math.floor(bitmap / 256), ...value, ...children]
}

/** Root hash of the state (version 1) of the entries, whose keys are latin-1 text. */
export function naiveRoot(entries: ReadonlyMap<string, Uint8Array>): Hash {
  const all = Array.from(entries, ([key, value]) => ({
    nibbles: Array.from(key).flatMap((character) => {
      const byte = character.charCodeAt(0)
      return [Math.floor(byte / 16), byte % 16]
    }),
    value,
  }))
  return toHex(blake2b256(Uint8Array.from(all.length === 0 ? [0] : node(all))))
}
