import { compareBytes } from '@echochain/codec'
import type { KvRange } from './KvStore.ts'

const LONGEST_RUN = 256

interface Entry {
  readonly key: Uint8Array
  value: Uint8Array
}

/** Keys in order in memory: runs of up to 256 entries, so that neither a look-up nor an insertion grows with the table. */
export class SortedTable {
  readonly #runs: Entry[][] = []
  size = 0

  get(key: Uint8Array): Uint8Array | undefined {
    const run = this.#runs[this.#runOf(key)]
    const entry = run?.[positionIn(run, key)]
    return entry !== undefined && compareBytes(entry.key, key) === 0 ? entry.value : undefined
  }

  /** Keeps `key` and `value` as they are: they must not be changed any more. */
  set(key: Uint8Array, value: Uint8Array): void {
    const at = this.#runOf(key)
    const run = this.#runs[at] ?? (this.#runs[at] = [])
    const position = positionIn(run, key)
    const entry = run[position]
    if (entry !== undefined && compareBytes(entry.key, key) === 0) {
      entry.value = value
      return
    }
    run.splice(position, 0, { key, value })
    this.size++
    if (run.length > LONGEST_RUN) this.#runs.splice(at + 1, 0, run.splice(run.length >> 1))
  }

  delete(key: Uint8Array): void {
    const at = this.#runOf(key)
    const run = this.#runs[at]
    if (run === undefined) return
    const position = positionIn(run, key)
    if (position === run.length || compareBytes(run[position].key, key) !== 0) return
    run.splice(position, 1)
    this.size--
    if (run.length === 0) this.#runs.splice(at, 1)
  }

  *entries({ gte, lt, reverse = false, limit = Infinity }: KvRange = {}): Generator<[Uint8Array, Uint8Array]> {
    let left = limit
    if (reverse) {
      for (const entry of this.#backward(lt)) {
        if (left-- <= 0 || (gte !== undefined && compareBytes(entry.key, gte) < 0)) return
        yield [entry.key, entry.value]
      }
      return
    }
    for (const entry of this.#forward(gte)) {
      if (left-- <= 0 || (lt !== undefined && compareBytes(entry.key, lt) >= 0)) return
      yield [entry.key, entry.value]
    }
  }

  *#forward(gte: Uint8Array | undefined): Generator<Entry> {
    let at = gte === undefined ? 0 : this.#runOf(gte)
    let position = gte === undefined || this.#runs[at] === undefined ? 0 : positionIn(this.#runs[at], gte)
    for (; at < this.#runs.length; at++, position = 0)
      for (; position < this.#runs[at].length; position++) yield this.#runs[at][position]
  }

  *#backward(lt: Uint8Array | undefined): Generator<Entry> {
    let at = lt === undefined ? this.#runs.length - 1 : Math.min(this.#runOf(lt), this.#runs.length - 1)
    if (at < 0) return
    let position = (lt === undefined ? this.#runs[at].length : positionIn(this.#runs[at], lt)) - 1
    for (; at >= 0; at--, position = at >= 0 ? this.#runs[at].length - 1 : 0)
      for (; position >= 0; position--) yield this.#runs[at][position]
  }

  /** The run in which `key` is or would be: the last that does not start behind it, else the first. */
  #runOf(key: Uint8Array): number {
    let low = 0
    let high = this.#runs.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (compareBytes(this.#runs[middle][0].key, key) <= 0) low = middle
      else high = middle
    }
    return low
  }
}

/** Position of the first entry that is not before `key`. */
function positionIn(run: readonly Entry[], key: Uint8Array): number {
  let low = 0
  let high = run.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareBytes(run[middle].key, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
