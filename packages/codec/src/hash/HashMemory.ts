import { type HashFunctions, instantiateHashes, RESERVED_BYTES } from './hashModule.ts'

/**
 * Memory in which byte strings are built and hashed where they lie: no copies into WebAssembly, none out of it.
 * All places are offsets into {@link bytes}. A digest may be written over its own input.
 */
export class HashMemory {
  /** The caller's to write and read; it never moves. */
  readonly bytes: Uint8Array
  readonly #functions: HashFunctions

  /** Room for `sizeBytes`, from 1 byte to 1 GiB. */
  constructor(sizeBytes: number) {
    if (!Number.isInteger(sizeBytes) || sizeBytes < 1 || sizeBytes > 2 ** 30)
      throw new RangeError(`A hash memory has 1 byte to 1 GiB, not ${sizeBytes}`)
    const { functions, memory } = instantiateHashes(sizeBytes)
    this.#functions = functions
    this.bytes = memory.subarray(RESERVED_BYTES, RESERVED_BYTES + sizeBytes)
  }

  /** Writes the 32 bytes of BLAKE2b-256 of the `length` bytes at `start` to `target`. */
  blake2b256(start: number, length: number, target: number): void {
    this.#check(start, length, target, 32)
    this.#functions.blake2b(RESERVED_BYTES + start, length, 32, RESERVED_BYTES + target)
  }

  /** Writes the 16 bytes of BLAKE2b-128 of the `length` bytes at `start` to `target`. */
  blake2b128(start: number, length: number, target: number): void {
    this.#check(start, length, target, 16)
    this.#functions.blake2b(RESERVED_BYTES + start, length, 16, RESERVED_BYTES + target)
  }

  /** Writes the 32 bytes of SHA-256 of the `length` bytes at `start` to `target`. */
  sha256(start: number, length: number, target: number): void {
    this.#check(start, length, target, 32)
    this.#functions.sha256(RESERVED_BYTES + start, length, RESERVED_BYTES + target)
  }

  #check(start: number, length: number, target: number, digestLength: number): void {
    const size = this.bytes.length
    if (!(start >= 0 && length >= 0 && start + length <= size && target >= 0 && target + digestLength <= size))
      throw new RangeError(`${length} bytes at ${start} with a digest at ${target} do not fit ${size} bytes`)
  }
}
