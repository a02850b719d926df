/* oxlint-disable no-loss-of-precision -- AssemblyScript has 64-bit integers */
// BLAKE2b without key, RFC 7693. A message is begun, whole blocks of it that are not its last are absorbed, and what is
// left (at least one byte, unless the message is empty) finishes it.
import { compress } from './blake2bCompress'
import { fillLastBlock } from './lastBlock'
import { BLAKE2B_COUNT, BLAKE2B_STATE, LAST_BLOCK } from './layout'

const BLOCK: usize = 128

// The parameter block: digest length, no key, fanout 1, depth 1.
export function blake2bBegin(digestLength: u32): void {
  store<u64>(BLAKE2B_STATE, 0x6a09e667f3bcc908 ^ 0x01010000 ^ u64(digestLength), 0)
  store<u64>(BLAKE2B_STATE, 0xbb67ae8584caa73b, 8)
  store<u64>(BLAKE2B_STATE, 0x3c6ef372fe94f82b, 16)
  store<u64>(BLAKE2B_STATE, 0xa54ff53a5f1d36f1, 24)
  store<u64>(BLAKE2B_STATE, 0x510e527fade682d1, 32)
  store<u64>(BLAKE2B_STATE, 0x9b05688c2b3e6c1f, 40)
  store<u64>(BLAKE2B_STATE, 0x1f83d9abfb41bd6b, 48)
  store<u64>(BLAKE2B_STATE, 0x5be0cd19137e2179, 56)
  store<u64>(BLAKE2B_COUNT, 0)
}

/** Takes in `length` bytes, a multiple of 128. */
export function blake2bAbsorb(start: usize, length: usize): void {
  let count = load<u64>(BLAKE2B_COUNT)
  for (const end = start + length; start < end; start += BLOCK) {
    count += BLOCK
    compress(start, count, 0)
  }
  store<u64>(BLAKE2B_COUNT, count)
}

/** Takes in the last `length` bytes and writes the first `digestLength` (a multiple of 8) of the digest to `target`. */
export function blake2bFinish(start: usize, length: usize, digestLength: u32, target: usize): void {
  const whole = length > BLOCK ? ((length - 1) / BLOCK) * BLOCK : 0
  if (whole > 0) blake2bAbsorb(start, whole)
  const rest = length - whole
  const count = load<u64>(BLAKE2B_COUNT) + rest
  if (rest == BLOCK) {
    compress(start + whole, count, ~0)
  } else {
    fillLastBlock(start + whole, rest)
    compress(LAST_BLOCK, count, ~0)
  }
  for (let i: u32 = 0; i < digestLength; i += 8) store<u64>(target + i, load<u64>(BLAKE2B_STATE + i))
}

export function blake2b(start: usize, length: usize, digestLength: u32, target: usize): void {
  blake2bBegin(digestLength)
  blake2bFinish(start, length, digestLength, target)
}
