import { readSync } from 'node:fs'
import { StateError } from '../StateError.ts'

// The two meta pages at the start of an LMDB file (struct MDB_meta behind a page header of 24 bytes), of which the one
// with the higher transaction counts. Data version 2, on 64-bit little-endian machines.
const MAGIC_AT = 24
const VERSION_AT = 28
const MAP_SIZE_AT = 40
const FREE_AT = 48
const MAIN_AT = 96
const LAST_PAGE_AT = 144
const TRANSACTION_AT = 152
const META_BYTES = 160
const MAGIC = 0xbeefc0de
const VERSION = 2
const PAGE_SIZES = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536]
/** Flag of a tree whose keys are numbers of the machine, not bytes in order: that of free pages. */
export const INTEGER_KEYS = 8

/** What LMDB notes of a tree (struct MDB_db). */
export interface TreeRecord {
  /** In the tree of free pages, the size of a page; otherwise 0 here. */
  readonly pad: number
  readonly flags: number
  readonly depth: number
  readonly entries: bigint
  readonly root: bigint
}

export const TREE_RECORD_BYTES = 48

export const readTreeRecord = (view: DataView, at: number): TreeRecord => ({
  pad: view.getUint32(at, true),
  flags: view.getUint16(at + 4, true),
  depth: view.getUint16(at + 6, true),
  entries: view.getBigUint64(at + 32, true),
  root: view.getBigUint64(at + 40, true),
})

export interface DatabaseMeta {
  readonly pageBytes: number
  /** Number of the last page in use; the file may end before if the pages at its end are free. */
  readonly lastPage: number
  /** The tree of free pages, and the one of tables. */
  readonly free: TreeRecord
  readonly main: TreeRecord
}

/** The state of the last transaction of the database in `file`. Throws {@link StateError} DAMAGED if it is none. */
export function readDatabaseMeta(descriptor: number, file: string): DatabaseMeta {
  const first = readMeta(descriptor, 0)
  const pageBytes = first?.getUint32(FREE_AT, true) ?? 0
  const second = PAGE_SIZES.includes(pageBytes) ? readMeta(descriptor, pageBytes) : undefined
  if (first === undefined || second === undefined || second.getUint32(FREE_AT, true) !== pageBytes)
    throw noDatabase(file)
  const [a, b] = [first, second].map((meta) => meta.getBigUint64(TRANSACTION_AT, true))
  const current = a > b ? first : second
  const lastPage = Number(current.getBigUint64(LAST_PAGE_AT, true))
  if ((lastPage + 1) * pageBytes > Number(current.getBigUint64(MAP_SIZE_AT, true))) throw noDatabase(file)
  return { pageBytes, lastPage, free: readTreeRecord(current, FREE_AT), main: readTreeRecord(current, MAIN_AT) }
}

const noDatabase = (file: string): StateError =>
  new StateError('DAMAGED', `${file} is no database, or its start is damaged. Restore it from a backup.`)

/** A meta page, if it is one, of an environment without options of its own. */
function readMeta(descriptor: number, position: number): DataView | undefined {
  const view = new DataView(new ArrayBuffer(META_BYTES))
  const read = readSync(descriptor, view, 0, META_BYTES, position)
  const isMeta =
    read === META_BYTES &&
    view.getUint32(MAGIC_AT, true) === MAGIC &&
    view.getUint32(VERSION_AT, true) === VERSION &&
    view.getUint16(FREE_AT + 4, true) === INTEGER_KEYS
  return isMeta ? view : undefined
}
