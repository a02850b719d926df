/** Memory that several share. Nothing is refused by itself: whoever takes much asks first whether it {@link isSpent}. */
export class ByteBudget {
  readonly #limitBytes: number
  #usedBytes = 0

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  get isSpent(): boolean {
    return this.#usedBytes > this.#limitBytes
  }

  /** A share of it, given back as a whole. */
  open(): ByteShare {
    let bytes = 0
    return {
      add: (count) => {
        bytes += count
        this.#usedBytes += count
      },
      [Symbol.dispose]: () => {
        this.#usedBytes -= bytes
        bytes = 0
      },
    }
  }
}

export interface ByteShare extends Disposable {
  add(count: number): void
}
