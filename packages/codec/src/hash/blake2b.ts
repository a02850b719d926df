import { DIGEST, feedInput, functions, INPUT, INPUT_BYTES, memory } from './hashInput.ts'

/** BLAKE2b with 32 bytes of output (RFC 7693): the hash of blocks, extrinsics and trie nodes. */
export const blake2b256 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 32)

/** BLAKE2b with 16 bytes of output: the hash in front of storage map keys. */
export const blake2b128 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 16)

/** BLAKE2b with 64 bytes of output: SS58 checksums and key derivation. */
export const blake2b512 = (bytes: Uint8Array): Uint8Array => blake2b(bytes, 64)

function blake2b(bytes: Uint8Array, digestLength: number): Uint8Array {
  if (bytes.length <= INPUT_BYTES) {
    memory.set(bytes, INPUT)
    functions.blake2b(INPUT, bytes.length, digestLength, DIGEST)
  } else {
    functions.blake2bBegin(digestLength)
    const rest = feedInput(bytes, functions.blake2bAbsorb)
    functions.blake2bFinish(INPUT, rest, digestLength, DIGEST)
  }
  return memory.slice(DIGEST, DIGEST + digestLength)
}
