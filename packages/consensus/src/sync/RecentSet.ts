/** The last few values added; older ones are forgotten. */
export class RecentSet<T> {
  readonly #limit: number
  readonly #values = new Set<T>()

  constructor(limit: number) {
    this.#limit = limit
  }

  has(value: T): boolean {
    return this.#values.has(value)
  }

  add(value: T): void {
    this.#values.delete(value)
    this.#values.add(value)
    if (this.#values.size > this.#limit) this.#values.delete(this.#values.values().next().value!)
  }
}
