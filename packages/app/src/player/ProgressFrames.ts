/** Schedules the next frame; returns how to call that off. */
export type OnNextFrame = (callback: () => void) => () => void

/** Tells listeners how much was played: with every frame while it plays, once when something else moves it. */
export class ProgressFrames {
  readonly #onNextFrame: OnNextFrame
  readonly #listeners = new Set<(share: number) => void>()
  #share: () => number = () => 0
  #running = false
  #cancel: (() => void) | undefined

  constructor(onNextFrame: OnNextFrame) {
    this.#onNextFrame = onNextFrame
  }

  /** Returns how to stop listening. */
  listen(listener: (share: number) => void): () => void {
    this.#listeners.add(listener)
    listener(this.#share())
    this.#schedule()
    return () => void this.#listeners.delete(listener)
  }

  run(running: boolean, share: () => number): void {
    this.#running = running
    this.#share = share
    if (!running) {
      this.#cancel?.()
      this.#cancel = undefined
    }
    this.tell(share())
    this.#schedule()
  }

  tell(share: number): void {
    for (const listener of this.#listeners) listener(share)
  }

  #schedule(): void {
    if (!this.#running || this.#cancel || this.#listeners.size === 0) return
    this.#cancel = this.#onNextFrame(() => {
      this.#cancel = undefined
      this.tell(this.#share())
      this.#schedule()
    })
  }
}
