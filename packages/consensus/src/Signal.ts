/** Something that happens again and again, and that others want to know of. Listeners run in order of subscription. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>()
  readonly #onError: (error: unknown) => void

  /** `onError` is told of a listener that throws; by default it ends the process, as any error nobody catches. */
  constructor(onError: (error: unknown) => void = throwLater) {
    this.#onError = onError
  }

  get listeners(): number {
    return this.#listeners.size
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Tells all who listen now. Who subscribes meanwhile is told from the next time on; who leaves, no more. */
  emit(value: T): void {
    const present = Array.from(this.#listeners)
    for (const listener of present) {
      if (!this.#listeners.has(listener)) continue
      try {
        listener(value)
      } catch (error) {
        // What happened has happened: a listener's fault must not look like a failure of it.
        this.#onError(error)
      }
    }
  }
}

function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
