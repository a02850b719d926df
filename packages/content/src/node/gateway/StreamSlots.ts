import { ContentError } from '../../ContentError.ts'

/** Places for transfers that hold memory while they last, in all and for each client address. */
export class StreamSlots {
  #taken = new Map<string, number>()
  #total = 0
  #max: number
  #maxPerClient: number

  constructor(max: number, maxPerClient: number) {
    this.#max = max
    this.#maxPerClient = maxPerClient
  }

  get taken(): number {
    return this.#total
  }

  /** Takes a place until the result is disposed. Throws `BUSY`. */
  take(client: string): Disposable {
    const own = this.#taken.get(client) ?? 0
    if (this.#total >= this.#max || own >= this.#maxPerClient)
      throw new ContentError('BUSY', 'Too many transfers at once; try again in a few seconds')
    this.#taken.set(client, own + 1)
    this.#total++
    return { [Symbol.dispose]: () => this.#free(client) }
  }

  #free(client: string): void {
    const left = (this.#taken.get(client) ?? 1) - 1
    if (left === 0) this.#taken.delete(client)
    else this.#taken.set(client, left)
    this.#total--
  }
}
