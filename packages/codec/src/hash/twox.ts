// xxHash64, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, and Substrate's "twox" hashes made of it: the
// results for seeds 0, 1, … one after the other, little-endian. Not cryptographic: it only spreads names over the key
// space.
import { DIGEST, feedInput, functions, INPUT, INPUT_BYTES, memory } from './hashInput.ts'

const view = new DataView(memory.buffer)

/** The 64 bits of xxHash64 with a 64-bit `seed`. */
export function xxHash64(bytes: Uint8Array, seed: bigint): bigint {
  writeHash(bytes, seed, DIGEST)
  return view.getBigUint64(DIGEST, true)
}

/** 8 bytes: the hash in front of `twox_64_concat` map keys. */
export function twox64(bytes: Uint8Array): Uint8Array {
  writeHash(bytes, 0n, DIGEST)
  return memory.slice(DIGEST, DIGEST + 8)
}

/** 16 bytes: the hash of module and storage item names. */
export function twox128(bytes: Uint8Array): Uint8Array {
  writeHash(bytes, 0n, DIGEST)
  writeHash(bytes, 1n, DIGEST + 8)
  return memory.slice(DIGEST, DIGEST + 16)
}

function writeHash(bytes: Uint8Array, seed: bigint, target: number): void {
  if (bytes.length <= INPUT_BYTES) {
    memory.set(bytes, INPUT)
    functions.xxHash64(INPUT, bytes.length, seed, target)
  } else {
    functions.xxHash64Begin(seed)
    const rest = feedInput(bytes, functions.xxHash64Absorb)
    functions.xxHash64Finish(INPUT, rest, target)
  }
}
