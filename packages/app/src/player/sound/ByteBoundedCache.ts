interface Entry<T> {
  readonly value: T
  readonly sizeBytes: number
}

/** Keeps what was used last, up to a number of bytes. */
export class ByteBoundedCache<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #maxBytes: number
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  has(key: string): boolean {
    return this.#entries.has(key)
  }

  /** Counts as a use. */
  get(key: string): T | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** What is larger than all of the cache is not kept. */
  set(key: string, value: T, sizeBytes: number): void {
    this.#drop(key)
    if (sizeBytes > this.#maxBytes) return
    this.#entries.set(key, { value, sizeBytes })
    this.#bytes += sizeBytes
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return
      this.#drop(oldest)
    }
  }

  #drop(key: string): void {
    this.#bytes -= this.#entries.get(key)?.sizeBytes ?? 0
    this.#entries.delete(key)
  }
}
