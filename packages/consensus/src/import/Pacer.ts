import { setImmediate } from 'node:timers/promises'

/** Longest the main thread works without looking at anything else. */
const SLICE_MS = 50

/** Lets other work have its turn between the parts of something long. */
export class Pacer {
  #sliceStart = performance.now()

  /** Call between small parts: gives way when a slice is used up. */
  async pause(): Promise<void> {
    await setImmediate()
    this.#sliceStart = performance.now()
  }

  get isDue(): boolean {
    return performance.now() - this.#sliceStart > SLICE_MS
  }
}
