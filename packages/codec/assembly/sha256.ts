// SHA-256, FIPS 180-4. A message is begun, whole blocks of it are absorbed, and what is left finishes it.
import { fillLastBlock } from './lastBlock'
import { LAST_BLOCK, SHA256_COUNT, SHA256_STATE } from './layout'
import { compress } from './sha256Compress'

const BLOCK: usize = 64

export function sha256Begin(): void {
  store<u32>(SHA256_STATE, 0x6a09e667, 0)
  store<u32>(SHA256_STATE, 0xbb67ae85, 4)
  store<u32>(SHA256_STATE, 0x3c6ef372, 8)
  store<u32>(SHA256_STATE, 0xa54ff53a, 12)
  store<u32>(SHA256_STATE, 0x510e527f, 16)
  store<u32>(SHA256_STATE, 0x9b05688c, 20)
  store<u32>(SHA256_STATE, 0x1f83d9ab, 24)
  store<u32>(SHA256_STATE, 0x5be0cd19, 28)
  store<u64>(SHA256_COUNT, 0)
}

/** Takes in `length` bytes, a multiple of 64. */
export function sha256Absorb(start: usize, length: usize): void {
  store<u64>(SHA256_COUNT, load<u64>(SHA256_COUNT) + length)
  for (const end = start + length; start < end; start += BLOCK) compress(start)
}

/** Takes in the last `length` bytes and writes the 32 bytes of the digest to `target`. */
export function sha256Finish(start: usize, length: usize, target: usize): void {
  const whole = length & ~(BLOCK - 1)
  if (whole > 0) sha256Absorb(start, whole)
  const rest = length - whole
  fillLastBlock(start + whole, rest)
  store<u8>(LAST_BLOCK + rest, 0x80)
  const bits = bswap<u64>((load<u64>(SHA256_COUNT) + rest) << 3)
  if (rest < 56) {
    store<u64>(LAST_BLOCK, bits, 56)
  } else {
    store<u64>(LAST_BLOCK, bits, 120)
    compress(LAST_BLOCK)
  }
  compress(rest < 56 ? LAST_BLOCK : LAST_BLOCK + BLOCK)
  for (let i: usize = 0; i < 32; i += 4) store<u32>(target + i, bswap<u32>(load<u32>(SHA256_STATE + i)))
}

export function sha256(start: usize, length: usize, target: usize): void {
  sha256Begin()
  sha256Finish(start, length, target)
}
