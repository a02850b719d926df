/** A binary heap: the item that goes before all others is at hand, adding and taking cost log n. */
export class PriorityHeap<T> {
  readonly #goesBefore: (a: T, b: T) => boolean
  readonly #items: T[]

  constructor(goesBefore: (a: T, b: T) => boolean, items: Iterable<T> = []) {
    this.#goesBefore = goesBefore
    this.#items = [...items]
    for (let at = (this.#items.length >> 1) - 1; at >= 0; at--) this.#sink(at)
  }

  get size(): number {
    return this.#items.length
  }

  push(item: T): void {
    const items = this.#items
    let at = items.length
    items.push(item)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#goesBefore(item, items[parent])) break
      items[at] = items[parent]
      at = parent
    }
    items[at] = item
  }

  pop(): T | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (items.length > 0) {
      items[0] = last!
      this.#sink(0)
    }
    return first
  }

  #sink(start: number): void {
    const items = this.#items
    const item = items[start]
    let at = start
    for (;;) {
      let child = 2 * at + 1
      if (child >= items.length) break
      if (child + 1 < items.length && this.#goesBefore(items[child + 1], items[child])) child++
      if (!this.#goesBefore(items[child], item)) break
      items[at] = items[child]
      at = child
    }
    items[at] = item
  }
}
