/* oxlint-disable no-loss-of-precision -- AssemblyScript has 64-bit integers */
// xxHash64, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md. A message is begun with a seed, stripes of 32
// bytes are absorbed, and what is left finishes it.
import { XXHASH_COUNT, XXHASH_LANES, XXHASH_SEED } from './layout'

const STRIPE: usize = 32
const PRIME_1: u64 = 0x9e3779b185ebca87
const PRIME_2: u64 = 0xc2b2ae3d27d4eb4f
const PRIME_3: u64 = 0x165667b19e3779f9
const PRIME_4: u64 = 0x85ebca77c2b2ae63
const PRIME_5: u64 = 0x27d4eb2f165667c5

function round(lane: u64, input: u64): u64 {
  return rotl<u64>(lane + input * PRIME_2, 31) * PRIME_1
}

function mergeRound(hash: u64, lane: u64): u64 {
  return (hash ^ round(0, lane)) * PRIME_1 + PRIME_4
}

export function xxHash64Begin(seed: u64): void {
  store<u64>(XXHASH_LANES, seed + PRIME_1 + PRIME_2, 0)
  store<u64>(XXHASH_LANES, seed + PRIME_2, 8)
  store<u64>(XXHASH_LANES, seed, 16)
  store<u64>(XXHASH_LANES, seed - PRIME_1, 24)
  store<u64>(XXHASH_SEED, seed)
  store<u64>(XXHASH_COUNT, 0)
}

/** Takes in `length` bytes, a multiple of 32. */
export function xxHash64Absorb(start: usize, length: usize): void {
  let lane1 = load<u64>(XXHASH_LANES, 0)
  let lane2 = load<u64>(XXHASH_LANES, 8)
  let lane3 = load<u64>(XXHASH_LANES, 16)
  let lane4 = load<u64>(XXHASH_LANES, 24)
  for (const end = start + length; start < end; start += STRIPE) {
    lane1 = round(lane1, load<u64>(start, 0))
    lane2 = round(lane2, load<u64>(start, 8))
    lane3 = round(lane3, load<u64>(start, 16))
    lane4 = round(lane4, load<u64>(start, 24))
  }
  store<u64>(XXHASH_LANES, lane1, 0)
  store<u64>(XXHASH_LANES, lane2, 8)
  store<u64>(XXHASH_LANES, lane3, 16)
  store<u64>(XXHASH_LANES, lane4, 24)
  store<u64>(XXHASH_COUNT, load<u64>(XXHASH_COUNT) + length)
}

/** Takes in the last `length` bytes and writes the 8 bytes of the hash to `target`. */
export function xxHash64Finish(start: usize, length: usize, target: usize): void {
  const end = start + length
  const whole = length & ~(STRIPE - 1)
  if (whole > 0) xxHash64Absorb(start, whole)
  start += whole
  const count = load<u64>(XXHASH_COUNT) + (length - whole)
  let hash = (count >= STRIPE ? mergeLanes() : load<u64>(XXHASH_SEED) + PRIME_5) + count
  for (; start + 8 <= end; start += 8) hash = rotl<u64>(hash ^ round(0, load<u64>(start)), 27) * PRIME_1 + PRIME_4
  if (start + 4 <= end) {
    hash = rotl<u64>(hash ^ (u64(load<u32>(start)) * PRIME_1), 23) * PRIME_2 + PRIME_3
    start += 4
  }
  for (; start < end; start++) hash = rotl<u64>(hash ^ (u64(load<u8>(start)) * PRIME_5), 11) * PRIME_1
  hash = (hash ^ (hash >> 33)) * PRIME_2
  hash = (hash ^ (hash >> 29)) * PRIME_3
  store<u64>(target, hash ^ (hash >> 32))
}

export function xxHash64(start: usize, length: usize, seed: u64, target: usize): void {
  xxHash64Begin(seed)
  xxHash64Finish(start, length, target)
}

function mergeLanes(): u64 {
  const lane1 = load<u64>(XXHASH_LANES, 0)
  const lane2 = load<u64>(XXHASH_LANES, 8)
  const lane3 = load<u64>(XXHASH_LANES, 16)
  const lane4 = load<u64>(XXHASH_LANES, 24)
  let hash = rotl<u64>(lane1, 1) + rotl<u64>(lane2, 7) + rotl<u64>(lane3, 12) + rotl<u64>(lane4, 18)
  hash = mergeRound(hash, lane1)
  hash = mergeRound(hash, lane2)
  hash = mergeRound(hash, lane3)
  return mergeRound(hash, lane4)
}
