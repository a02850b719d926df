// xxHash64, as specified in https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, and Substrate's "twox"
// hashes made of it: the results for seeds 0, 1, … one after the other, little-endian. Not cryptographic: it only
// spreads names over the key space.

const MASK = 0xffff_ffff_ffff_ffffn
const PRIME_1 = 0x9e3779b185ebca87n
const PRIME_2 = 0xc2b2ae3d27d4eb4fn
const PRIME_3 = 0x165667b19e3779f9n
const PRIME_4 = 0x85ebca77c2b2ae63n
const PRIME_5 = 0x27d4eb2f165667c5n

const rotateLeft = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK
const round = (lane: bigint, input: bigint): bigint =>
  (rotateLeft((lane + input * PRIME_2) & MASK, 31n) * PRIME_1) & MASK
const mergeRound = (hash: bigint, lane: bigint): bigint => ((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4) & MASK

export function xxHash64(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let offset = 0
  let hash: bigint
  if (bytes.length >= 32) {
    let lane1 = (seed + PRIME_1 + PRIME_2) & MASK
    let lane2 = (seed + PRIME_2) & MASK
    let lane3 = seed
    let lane4 = (seed - PRIME_1) & MASK
    for (; offset + 32 <= bytes.length; offset += 32) {
      lane1 = round(lane1, view.getBigUint64(offset, true))
      lane2 = round(lane2, view.getBigUint64(offset + 8, true))
      lane3 = round(lane3, view.getBigUint64(offset + 16, true))
      lane4 = round(lane4, view.getBigUint64(offset + 24, true))
    }
    hash = (rotateLeft(lane1, 1n) + rotateLeft(lane2, 7n) + rotateLeft(lane3, 12n) + rotateLeft(lane4, 18n)) & MASK
    for (const lane of [lane1, lane2, lane3, lane4]) hash = mergeRound(hash, lane)
  } else {
    hash = (seed + PRIME_5) & MASK
  }
  hash = (hash + BigInt(bytes.length)) & MASK
  for (; offset + 8 <= bytes.length; offset += 8)
    hash = (rotateLeft(hash ^ round(0n, view.getBigUint64(offset, true)), 27n) * PRIME_1 + PRIME_4) & MASK
  if (offset + 4 <= bytes.length) {
    hash =
      (rotateLeft(hash ^ ((BigInt(view.getUint32(offset, true)) * PRIME_1) & MASK), 23n) * PRIME_2 + PRIME_3) & MASK
    offset += 4
  }
  for (; offset < bytes.length; offset++)
    hash = (rotateLeft(hash ^ ((BigInt(bytes[offset]) * PRIME_5) & MASK), 11n) * PRIME_1) & MASK
  hash ^= hash >> 33n
  hash = (hash * PRIME_2) & MASK
  hash ^= hash >> 29n
  hash = (hash * PRIME_3) & MASK
  return hash ^ (hash >> 32n)
}

function twox(bytes: Uint8Array, words: number): Uint8Array {
  const hash = new Uint8Array(8 * words)
  const view = new DataView(hash.buffer)
  for (let seed = 0; seed < words; seed++) view.setBigUint64(8 * seed, xxHash64(bytes, BigInt(seed)), true)
  return hash
}

/** 8 bytes: the hash in front of `twox_64_concat` map keys. */
export const twox64 = (bytes: Uint8Array): Uint8Array => twox(bytes, 1)

/** 16 bytes: the hash of module and storage item names. */
export const twox128 = (bytes: Uint8Array): Uint8Array => twox(bytes, 2)
