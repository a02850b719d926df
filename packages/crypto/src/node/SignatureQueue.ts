// A ring of signatures in shared memory. One thread (main) puts them in and harvests verdicts in order; any thread
// takes chunks by compare-and-swap on one counter, so that no one waits while there is work. Positions count up for
// ever and wrap at 2^32, hence the `| 0` arithmetic; the slot of a position is its low bits.
import { accountIdToBytes, type AccountId } from '@echochain/codec'
import type { MultiSignature } from '../account/MultiSignature.ts'
import { verifyBytes } from '../verify/verifySignature.ts'

/** What threads share of a queue: can be passed to a worker as it is. */
export interface SharedQueue {
  readonly control: SharedArrayBuffer
  readonly states: SharedArrayBuffer
  readonly slots: SharedArrayBuffer
}

/** Signatures at the positions `start` to `start + count - 1`, taken by one thread. */
export interface Chunk {
  readonly start: number
  readonly count: number
}

// Words of `control`.
const TAKEN = 0
const PUBLISHED = 1
const DONE = 2
const STOPPED = 3
/** Counts up whenever idle threads should look again. */
const WAKE = 4
const CONTROL_WORDS = 5

// Values of `states`.
const PENDING = 0
const INVALID = 1
const VALID = 2

// A slot: scheme, one unused byte, message length, account, signature, message.
const ACCOUNT_AT = 4
const SIGNATURE_AT = ACCOUNT_AT + 32
const MESSAGE_AT = SIGNATURE_AT + 65
const SLOT_LENGTH = 384
/** What fits in a slot. Extrinsic payloads over 256 bytes are hashed before they are signed, so in practice all do. */
const MAX_MESSAGE = SLOT_LENGTH - MESSAGE_AT

const TYPES: readonly MultiSignature['type'][] = ['Ed25519', 'Sr25519', 'Ecdsa']

/** As many at a time as take 0.6 ms (ed25519) to 4 ms (sr25519): rarely fought over, soon finished. */
const CHUNK = 16

export class SignatureQueue {
  readonly shared: SharedQueue
  readonly capacity: number
  readonly #control: Int32Array
  readonly #states: Uint8Array
  readonly #slots: Uint8Array
  readonly #view: DataView
  /** A slot's bytes leave shared memory before native code reads them. */
  readonly #scratch = new Uint8Array(SLOT_LENGTH)

  private constructor(shared: SharedQueue) {
    this.shared = shared
    this.#control = new Int32Array(shared.control)
    this.#states = new Uint8Array(shared.states)
    this.#slots = new Uint8Array(shared.slots)
    this.#view = new DataView(shared.slots)
    this.capacity = this.#states.length
  }

  /** An empty queue. `capacity` is a power of two. */
  static create(capacity: number): SignatureQueue {
    return new SignatureQueue({
      control: new SharedArrayBuffer(4 * CONTROL_WORDS),
      states: new SharedArrayBuffer(capacity),
      slots: new SharedArrayBuffer(capacity * SLOT_LENGTH),
    })
  }

  /** The queue another thread has created. */
  static attach(shared: SharedQueue): SignatureQueue {
    return new SignatureQueue(shared)
  }

  slotOf(position: number): number {
    return position & (this.capacity - 1)
  }

  // --- the thread that puts in ---

  /** Whether a slot can hold this. What cannot is for the caller to verify. */
  fits(signature: MultiSignature, message: Uint8Array): boolean {
    const length = signature.type === 'Ecdsa' ? 65 : 64
    return TYPES.includes(signature.type) && signature.value.length === length && message.length <= MAX_MESSAGE
  }

  /** Fills the slot of `position`, which must be free, with what {@link fits}. Others see it when it is published. */
  write(position: number, signature: MultiSignature, message: Uint8Array, account: AccountId): void {
    const slot = this.slotOf(position)
    const at = slot * SLOT_LENGTH
    this.#slots[at] = TYPES.indexOf(signature.type)
    this.#view.setUint16(at + 2, message.length, true)
    this.#slots.set(accountIdToBytes(account), at + ACCOUNT_AT)
    this.#slots.set(signature.value, at + SIGNATURE_AT)
    this.#slots.set(message, at + MESSAGE_AT)
    this.#states[slot] = PENDING
  }

  /** Lets everybody take what has been written below `end`. */
  publish(end: number): void {
    Atomics.store(this.#control, PUBLISHED, end)
    this.#wake()
  }

  /** The verdict at `position`, or `undefined` while there is none. */
  verdict(position: number): boolean | undefined {
    const state = Atomics.load(this.#states, this.slotOf(position))
    return state === PENDING ? undefined : state === VALID
  }

  /** A number that changes whenever verdicts come in. */
  get progress(): number {
    return Atomics.load(this.#control, DONE)
  }

  /** Settles when `progress` is no longer `seen`. Does not keep the process alive. */
  async untilProgress(seen: number): Promise<void> {
    const waiting = Atomics.waitAsync(this.#control, DONE, seen)
    if (waiting.async) await waiting.value
  }

  /** Lets the threads that sit in {@link work} leave. */
  stop(): void {
    Atomics.store(this.#control, STOPPED, 1)
    this.#wake()
  }

  #wake(): void {
    Atomics.add(this.#control, WAKE, 1)
    Atomics.notify(this.#control, WAKE)
  }

  /** Verifies here what was taken at `from` or later and has no verdict, because the threads that took it are gone. */
  redo(from: number): void {
    const end = Atomics.load(this.#control, TAKEN)
    for (let position = from; position !== end; position = (position + 1) | 0)
      if (this.verdict(position) === undefined) this.verify({ start: position, count: 1 })
  }

  // --- every thread ---

  /** A share of what is published and untaken, the smaller the less is left, so that all threads end together. */
  take(): Chunk | undefined {
    for (;;) {
      const start = Atomics.load(this.#control, TAKEN)
      const available = (Atomics.load(this.#control, PUBLISHED) - start) | 0
      if (available <= 0) return undefined
      const count = Math.min(CHUNK, (available + 1) >> 1)
      if (Atomics.compareExchange(this.#control, TAKEN, start, (start + count) | 0) === start) return { start, count }
    }
  }

  /** Verifies a chunk this thread has taken. */
  verify({ start, count }: Chunk): void {
    for (let i = 0; i < count; i++) this.#verifyOne((start + i) | 0)
    Atomics.add(this.#control, DONE, 1)
    Atomics.notify(this.#control, DONE)
  }

  /** Takes and verifies until {@link stop}; sleeps while there is nothing. For threads that do nothing else. */
  work(): void {
    for (;;) {
      const wake = Atomics.load(this.#control, WAKE)
      const chunk = this.take()
      if (chunk) this.verify(chunk)
      else if (Atomics.load(this.#control, STOPPED) === 1) return
      else Atomics.wait(this.#control, WAKE, wake)
    }
  }

  #verifyOne(position: number): void {
    const slot = this.slotOf(position)
    const bytes = this.#scratch
    bytes.set(this.#slots.subarray(slot * SLOT_LENGTH, (slot + 1) * SLOT_LENGTH))
    const type = TYPES[bytes[0]]
    const messageLength = bytes[2] | (bytes[3] << 8)
    const signatureLength = type === 'Ecdsa' ? 65 : 64
    const valid = verifyBytes(
      type,
      bytes.subarray(SIGNATURE_AT, SIGNATURE_AT + signatureLength),
      bytes.subarray(MESSAGE_AT, MESSAGE_AT + messageLength),
      bytes.subarray(ACCOUNT_AT, ACCOUNT_AT + 32),
    )
    Atomics.store(this.#states, slot, valid ? VALID : INVALID)
  }
}
