import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { FlattenJob } from '../chain/FlattenJob.ts'
import type { StateStore } from '../chain/StateStore.ts'
import type { KvOperation, KvTable } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import { encodeBatch } from './batchMessage.ts'
import {
  DEFAULT_MAP_BYTES,
  type Environment,
  openEnvironment,
  openTable,
  type Table,
  tableNames,
} from './environment.ts'
import { LmdbTable, readFailed, type ReadTransaction } from './LmdbTable.ts'
import { LmdbWriter } from './LmdbWriter.ts'
import { lockDirectory } from './lockDirectory.ts'
import { validateDatabaseFile } from './validateDatabaseFile.ts'

const DATA_FILE = 'data.mdb'

export interface LmdbOptions {
  /** Refuses writes; the directory must exist. */
  readonly readOnly?: boolean
  /** Address space for the file, and with it its largest size. */
  readonly mapSizeBytes?: number
  /** A file that is to hold 1 while a transaction is open and 0 otherwise: for the test that kills the process. */
  readonly commitMarker?: string
}

/**
 * A database on disk. Writes are made by a thread of its own, one transaction each, synced; reads are made where they
 * are asked for, from a snapshot that moves on when a write is done.
 */
export class LmdbStore implements StateStore {
  readonly #environment: Environment
  readonly #writer: LmdbWriter | undefined
  readonly #unlock: () => void
  readonly #tables = new Map<string, Table>()
  #transaction: ReadTransaction
  #closed = false

  /**
   * Opens the database in directory `path`, creating both unless `readOnly`. Throws {@link StateError} LOCKED while
   * another process, or this one, has it open; NO_STATE if there is none to be read; DAMAGED if it is not a sound database;
   * READ_ONLY if the directory cannot be written.
   */
  static async open(path: string, options: LmdbOptions = {}): Promise<LmdbStore> {
    const { readOnly = false, mapSizeBytes = DEFAULT_MAP_BYTES, commitMarker } = options
    // An empty file would end the process: LMDB makes a database of it only if it may write.
    if (readOnly && !(statSync(join(path, DATA_FILE), { throwIfNoEntry: false })?.size ?? 0))
      throw new StateError('NO_STATE', `There is no database in ${path}`)
    const unlock = takeDirectory(path, readOnly)
    try {
      validateDatabaseFile(join(path, DATA_FILE), { readOnly })
      const environment = openEnvironment(path, mapSizeBytes, readOnly)
      const writer = readOnly ? undefined : new LmdbWriter({ path, mapSizeBytes, commitMarker })
      return new LmdbStore(environment, writer, unlock)
    } catch (cause) {
      unlock()
      throw readFailed(cause)
    }
  }

  private constructor(environment: Environment, writer: LmdbWriter | undefined, unlock: () => void) {
    this.#environment = environment
    this.#writer = writer
    this.#unlock = unlock
    this.#openTables()
    this.#transaction = environment.useReadTransaction()
  }

  table(name: string): KvTable {
    return new LmdbTable({
      table: () => this.#find(name),
      transaction: () => this.#transaction,
    })
  }

  async write(batch: readonly KvOperation[]): Promise<void> {
    const message = encodeBatch(batch)
    await this.#writing().request({ batch: message }, [message.operations.buffer], () => this.#refresh())
  }

  async flatten(job: FlattenJob, onDurable: () => void): Promise<void> {
    const lists = [...job.blocks.map(({ changes }) => changes), job.nodes.places, job.nodes.keys]
    const transfer = lists.map(({ buffer }) => buffer as ArrayBuffer)
    await this.#writing().request({ job }, transfer, () => {
      this.#refresh()
      onDurable()
    })
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    try {
      await this.#writer?.request({ close: true }, [], () => {})
    } finally {
      this.#tables.clear()
      this.#transaction.done()
      await this.#environment.close()
      this.#unlock()
    }
  }

  #writing(): LmdbWriter {
    if (this.#closed) throw new StateError('CLOSED', 'The database is closed')
    if (this.#writer === undefined) throw new StateError('READ_ONLY', 'The database was opened for reading only')
    return this.#writer
  }

  #find(name: string): Table | undefined {
    if (this.#closed) throw new StateError('CLOSED', 'The database is closed')
    return this.#tables.get(name)
  }

  /**
   * Opens the tables there are. Not when they are first read: a transaction from before does not know a table that is
   * opened later, and another transaction must not begin while somebody goes through a table.
   */
  #openTables(): void {
    const missing = Array.from(tableNames(this.#environment)).filter((name) => !this.#tables.has(name))
    for (const name of missing) this.#tables.set(name, openTable(this.#environment, name))
    if (missing.length > 0) this.#environment.resetReadTxn()
  }

  #refresh(): void {
    this.#transaction.done()
    this.#environment.resetReadTxn()
    this.#openTables()
    this.#transaction = this.#environment.useReadTransaction()
  }
}

/** Creates a directory if need be and locks it. On a disk that nobody can write to, reading needs no lock. */
function takeDirectory(path: string, readOnly: boolean): () => void {
  try {
    mkdirSync(path, { recursive: true })
    return lockDirectory(path)
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (readOnly && code === 'EROFS') return () => {}
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new StateError('WRITE_FAILED', `The disk of ${path} is full (${code}). Make room and start again.`, {
        cause,
      })
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw cause
    throw new StateError(
      'READ_ONLY',
      `${path} cannot be written: ${message}. Make it writable for this user, or use another data folder.`,
      { cause },
    )
  }
}
