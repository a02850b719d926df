/** Something that happens again and again, and that others want to know of. Listeners run in order of subscription. */
export class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>()

  /** Returns a function that ends the subscription. */
  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  emit(value: T): void {
    for (const listener of this.#listeners)
      try {
        listener(value)
      } catch (error) {
        // What happened has happened: a listener's fault must not look like a failure of it. It is still not hidden.
        queueMicrotask(() => {
          throw error
        })
      }
  }
}
