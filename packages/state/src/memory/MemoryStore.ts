import { flatten } from '../chain/flatten.ts'
import type { FlattenJob } from '../chain/FlattenJob.ts'
import type { StateStore } from '../chain/StateStore.ts'
import type { KvEntry, KvOperation, KvTable, KvTransaction } from '../kv/KvStore.ts'
import { SortedTable } from '../kv/SortedTable.ts'
import { StateError } from '../StateError.ts'
import { decodeSnapshot, encodeSnapshot } from './snapshot.ts'

const NO_TABLE = new SortedTable()

/** A database in memory, for tests, browsers and chains small enough to be kept as a file of JSON. */
export class MemoryStore implements StateStore {
  readonly #tables = new Map<string, SortedTable>()
  #closed = false

  /**
   * Restores what {@link snapshot} made, at most `maxBytes` unpacked. Throws {@link StateError} BAD_SNAPSHOT if it is
   * damaged or not one, WRONG_FORMAT if it is of another version.
   */
  static async fromSnapshot(bytes: Uint8Array, { maxBytes = 2 ** 30 } = {}): Promise<MemoryStore> {
    const store = new MemoryStore()
    for (const [name, entries] of await decodeSnapshot(bytes, maxBytes)) {
      const table = store.#create(name)
      for (const [key, value] of entries) table.set(key, value)
    }
    return store
  }

  /** The whole content as gzip-compressed JSON with a checksum. */
  snapshot(): Promise<Uint8Array> {
    return encodeSnapshot(Array.from(this.#tables, ([name, table]) => [name, table.entries()]))
  }

  table(name: string): KvTable {
    const find = (): SortedTable => this.#tables.get(name) ?? NO_TABLE
    return {
      get: (key) => find().get(key)?.slice(),
      peek: (key) => find().get(key),
      range: (range) => copies(find().entries(range)),
      keys: (range) => keysOf(find().entries(range)),
    }
  }

  async write(batch: readonly KvOperation[]): Promise<void> {
    this.#checkOpen()
    for (const operation of batch) {
      const table = this.#create(operation.table)
      if (!('key' in operation))
        for (const key of Array.from(table.entries(operation), ([key]) => key)) table.delete(key)
      else if (operation.value === undefined) table.delete(operation.key)
      else table.set(operation.key.slice(), operation.value.slice())
    }
  }

  async flatten(job: FlattenJob, onDurable: () => void): Promise<void> {
    this.#checkOpen()
    flatten(job, this.#transaction())
    onDurable()
  }

  async close(): Promise<void> {
    this.#closed = true
  }

  #checkOpen(): void {
    if (this.#closed) throw new StateError('CLOSED', 'The database is closed')
  }

  #create(name: string): SortedTable {
    let table = this.#tables.get(name)
    if (table === undefined) this.#tables.set(name, (table = new SortedTable()))
    return table
  }

  #transaction(): KvTransaction {
    return {
      get: (table, key) => this.#create(table).get(key),
      put: (table, key, value) => this.#create(table).set(key.slice(), value.slice()),
      delete: (table, key) => this.#create(table).delete(key),
      nested: (work) => work(),
      range: (table, range) => [...this.#create(table).entries(range)],
      keys: (table, range) => Array.from(this.#create(table).entries(range), ([key]) => key),
    }
  }
}

function* copies(entries: Iterable<[Uint8Array, Uint8Array]>): Generator<KvEntry> {
  for (const [key, value] of entries) yield [key.slice(), value.slice()]
}

function* keysOf(entries: Iterable<KvEntry>): Generator<Uint8Array> {
  for (const [key] of entries) yield key.slice()
}
