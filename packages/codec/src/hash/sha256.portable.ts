import { DIGEST, feedInput, functions, INPUT, INPUT_BYTES, memory } from './hashInput.ts'
import type { Sha256Hasher } from './Sha256Hasher.ts'

const BLOCK_BYTES = 64
// Chaining state and count: SHA256_STATE and SHA256_COUNT in assembly/layout.ts.
const STATE = 80
const STATE_BYTES = 40

export function sha256(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= INPUT_BYTES) {
    memory.set(bytes, INPUT)
    functions.sha256(INPUT, bytes.length, DIGEST)
  } else {
    functions.sha256Begin()
    const rest = feedInput(bytes, functions.sha256Absorb)
    functions.sha256Finish(INPUT, rest, DIGEST)
  }
  return memory.slice(DIGEST, DIGEST + 32)
}

export const createSha256 = (): Sha256Hasher => new MemorySha256()

/** Borrows the shared memory for each piece and keeps its state outside of it in between. */
class MemorySha256 implements Sha256Hasher {
  readonly #state: Uint8Array
  /** What did not fill a block yet. */
  readonly #pending = new Uint8Array(BLOCK_BYTES)
  #pendingLength = 0
  #finished = false

  constructor() {
    functions.sha256Begin()
    this.#state = memory.slice(STATE, STATE + STATE_BYTES)
  }

  update(bytes: Uint8Array): void {
    this.#resume()
    let offset = 0
    while (offset < bytes.length) {
      const room = INPUT_BYTES - this.#pendingLength
      const piece = bytes.subarray(offset, offset + room)
      offset += piece.length
      memory.set(this.#pending.subarray(0, this.#pendingLength), INPUT)
      memory.set(piece, INPUT + this.#pendingLength)
      const length = this.#pendingLength + piece.length
      const whole = length - (length % BLOCK_BYTES)
      functions.sha256Absorb(INPUT, whole)
      this.#pendingLength = length - whole
      this.#pending.set(memory.subarray(INPUT + whole, INPUT + length))
    }
    this.#state.set(memory.subarray(STATE, STATE + STATE_BYTES))
  }

  digest(): Uint8Array {
    this.#resume()
    this.#finished = true
    memory.set(this.#pending, INPUT)
    functions.sha256Finish(INPUT, this.#pendingLength, DIGEST)
    return memory.slice(DIGEST, DIGEST + 32)
  }

  #resume(): void {
    if (this.#finished) throw new Error('The digest was taken already: create another hasher')
    memory.set(this.#state, STATE)
  }
}
