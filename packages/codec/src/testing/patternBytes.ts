/** Bytes without a short period, the same ones each time: byte i is the top of i · 2654435761 (Knuth's multiplier). */
export function patternBytes(length: number, seed = 0): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let i = 0; i < length; i++) bytes[i] = Math.imul(i + 1 + seed, 2_654_435_761) >>> 24
  return bytes
}

/** Lengths around the blocks of the hashes (32, 64, 128), the 63 KiB of their input memory and twice that; up to 3 MB. */
export const boundaryLengths: readonly number[] = [
  ...[512, 1024, 4096, 64_512, 129_024].flatMap((length) => [
    length - 1,
    length,
    length + 1,
    length + 31,
    length + 127,
  ]),
  1_000_003,
  3_000_000,
]
