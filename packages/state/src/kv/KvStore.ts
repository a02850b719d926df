/** Which keys of a table: from `gte` (included) to `lt` (not included), in order, or from the end with `reverse`. */
export interface KvRange {
  readonly gte?: Uint8Array
  readonly lt?: Uint8Array
  readonly reverse?: boolean
  readonly limit?: number
}

export type KvEntry = readonly [key: Uint8Array, value: Uint8Array]

/**
 * A table of an ordered key-value database: keys of 1 to 1,978 bytes in order of their bytes. Copies are handed out but
 * by `peek`.
 */
export interface KvTable {
  get(key: Uint8Array): Uint8Array | undefined
  /** A value to be used at once: the next call of the store overwrites it. Saves the copy, a third of a small look-up. */
  peek(key: Uint8Array): Uint8Array | undefined
  /** An iteration must end before the next turn of the event loop: it sees one state of the table only so long. */
  range(range?: KvRange): Iterable<KvEntry>
  keys(range?: KvRange): Iterable<Uint8Array>
}

export type KvOperation =
  | { readonly table: string; readonly key: Uint8Array; readonly value: Uint8Array }
  | { readonly table: string; readonly key: Uint8Array; readonly value: undefined }
  /** Deletes all keys from `gte` up to `lt`. */
  | { readonly table: string; readonly gte?: Uint8Array; readonly lt?: Uint8Array }

/** An ordered key-value database. Reads see every write whose promise has been resolved, and never a part of one. */
export interface KvStore {
  /** The table of this name; an empty one if it was never written to. */
  table(name: string): KvTable
  /**
   * All operations, in order, or none of them; resolved when they are safe on disk. Rejects with {@link StateError}
   * WRITE_FAILED (nothing changed; the cause tells why), READ_ONLY or CLOSED.
   */
  write(batch: readonly KvOperation[]): Promise<void>
  close(): Promise<void>
}

/** What a job sees that runs inside one write transaction. */
export interface KvTransaction {
  /** Only valid until the next call on this transaction. */
  get(table: string, key: Uint8Array): Uint8Array | undefined
  put(table: string, key: Uint8Array, value: Uint8Array): void
  delete(table: string, key: Uint8Array): void
  /**
   * Makes a part of the changes, on top of all that came before. A job with many changes makes them in parts of some
   * hundred: LMDB keeps the changed pages of each part in a sorted list, in whose beginning, as it happens, it inserts.
   */
  nested<Result>(work: () => Result): Result
  /** Copies; the table may be changed between two entries. */
  range(table: string, range?: KvRange): KvEntry[]
  keys(table: string, range?: KvRange): Uint8Array[]
}
