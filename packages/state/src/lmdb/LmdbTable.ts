import type { RangeOptions } from 'lmdb'
import type { KvEntry, KvRange, KvTable } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import { LEAST_KEY, type Table } from './environment.ts'

export type ReadTransaction = ReturnType<Table['useReadTransaction']>

export function rangeOptions(
  { gte, lt, reverse = false, limit }: KvRange,
  transaction?: ReadTransaction,
): RangeOptions {
  const options: RangeOptions = limit === undefined || limit === Infinity ? {} : { limit }
  if (transaction !== undefined) options.transaction = transaction
  const least = gte === undefined || gte.length === 0 ? LEAST_KEY : gte
  if (!reverse) {
    options.start = least
    if (lt !== undefined) options.end = lt
    return options
  }
  options.reverse = true
  options.exclusiveStart = true
  options.inclusiveEnd = true
  options.end = least
  if (lt !== undefined) options.start = lt
  return options
}

/** What `getBinaryFast` found: its array is overwritten by the next look-up, and really longer than it says. */
export const found = (value: Uint8Array | undefined): Uint8Array | undefined => value && plain(value)

/** What a table has in common with others of its store: the table itself, once it exists, and what reads see. */
export interface TableReader {
  table(): Table | undefined
  transaction(): ReadTransaction
}

export class LmdbTable implements KvTable {
  readonly #reader: TableReader

  constructor(reader: TableReader) {
    this.#reader = reader
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.peek(key)?.slice()
  }

  peek(key: Uint8Array): Uint8Array | undefined {
    if (key.length === 0) return undefined
    try {
      return found(this.#reader.table()?.getBinaryFast(key, { transaction: this.#reader.transaction() }))
    } catch (cause) {
      throw readFailed(cause)
    }
  }

  *range(range: KvRange = {}): Generator<KvEntry> {
    const table = this.#reader.table()
    if (table === undefined || isEmpty(range)) return
    const entries = table.getRange(rangeOptions(range, this.#reader.transaction()))
    for (const { key, value } of withCode(entries)) yield [plain(key), plain(value)]
  }

  *keys(range: KvRange = {}): Generator<Uint8Array> {
    const table = this.#reader.table()
    if (table === undefined || isEmpty(range)) return
    for (const key of withCode(table.getKeys(rangeOptions(range, this.#reader.transaction())))) yield plain(key)
  }
}

function* withCode<Entry>(entries: Iterable<Entry>): Generator<Entry> {
  const iterator = entries[Symbol.iterator]()
  try {
    for (;;) {
      const next = step(iterator)
      if (next.done === true) return
      yield next.value
    }
  } finally {
    iterator.return?.()
  }
}

function step<Entry>(iterator: Iterator<Entry>): IteratorResult<Entry> {
  try {
    return iterator.next()
  } catch (cause) {
    throw readFailed(cause)
  }
}

/** An error of LMDB as one of ours. */
export function readFailed(cause: unknown): StateError {
  if (cause instanceof StateError) return cause
  const reason = cause instanceof Error ? cause.message.trim() : String(cause)
  return new StateError('DAMAGED', `The database cannot be read: ${reason}. Run "db check".`, { cause })
}

/** LMDB's bindings take an empty `lt` for no bound. */
export const isEmpty = ({ lt, limit }: KvRange): boolean => lt?.length === 0 || limit === 0

/** A Uint8Array in place of a Buffer over the same memory. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
}
