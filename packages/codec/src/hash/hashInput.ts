// The memory of the one-shot hashes. They run to their end without a callback, so one small memory serves them all.
import { instantiateHashes, RESERVED_BYTES } from './hashModule.ts'

/** Where the digest is put (DIGEST in assembly/layout.ts); 64 bytes. */
export const DIGEST = 192
/** Where the input is put, piece by piece when it is longer than {@link INPUT_BYTES}. */
export const INPUT = RESERVED_BYTES
/** What is left of one page: a multiple of the block size of every hash. */
export const INPUT_BYTES = 65_536 - RESERVED_BYTES

export const { functions, memory } = instantiateHashes(INPUT_BYTES)

/**
 * Passes `bytes` through the input memory, each full piece to `absorb`. The last piece (at least one byte unless there
 * are none) is left lying at {@link INPUT}; its length is returned.
 */
export function feedInput(bytes: Uint8Array, absorb: (start: number, length: number) => void): number {
  let offset = 0
  for (; bytes.length - offset > INPUT_BYTES; offset += INPUT_BYTES) {
    memory.set(bytes.subarray(offset, offset + INPUT_BYTES), INPUT)
    absorb(INPUT, INPUT_BYTES)
  }
  memory.set(offset === 0 ? bytes : bytes.subarray(offset), INPUT)
  return bytes.length - offset
}
