import { closeSync, existsSync, fstatSync, openSync, readSync, truncateSync } from 'node:fs'
import { StateError } from '../StateError.ts'

// The two meta pages at the start of the file (struct MDB_meta of LMDB, behind a page header of 24 bytes), of which the
// one with the higher transaction counts.
const MAGIC_AT = 24
const PAGE_SIZE_AT = 48
const LAST_PAGE_AT = 144
const TRANSACTION_AT = 152
const META_BYTES = 160
const MAGIC = 0xbeefc0de

/**
 * Refuses what is no LMDB database before LMDB maps it into memory: it trusts its file, and the process would die. A
 * file that is too short is lengthened with zeros, which read as damage where its end would kill; the pages at the very
 * end may rightly be missing, having been freed before they were written. Throws {@link StateError} DAMAGED.
 */
export function validateDatabaseFile(file: string): void {
  if (!existsSync(file)) return
  const descriptor = openSync(file, 'r')
  let missing: number | undefined
  try {
    const { size } = fstatSync(descriptor)
    if (size === 0) return
    missing = neededBytes(descriptor, file)
    if (size >= missing) missing = undefined
  } finally {
    closeSync(descriptor)
  }
  if (missing !== undefined) truncateSync(file, missing)
}

function neededBytes(descriptor: number, file: string): number {
  const first = readMeta(descriptor, 0)
  const pageBytes = first?.getUint32(PAGE_SIZE_AT, true) ?? 0
  const second = pageBytes >= 512 && pageBytes <= 65_536 ? readMeta(descriptor, pageBytes) : undefined
  if (first === undefined || second === undefined)
    throw new StateError('DAMAGED', `${file} is no database, or its start is damaged. Restore it from a backup.`)
  const [a, b] = [first, second].map((meta) => meta.getBigUint64(TRANSACTION_AT, true))
  const lastPage = (a > b ? first : second).getBigUint64(LAST_PAGE_AT, true)
  return Number(lastPage + 1n) * pageBytes
}

function readMeta(descriptor: number, position: number): DataView | undefined {
  const view = new DataView(new ArrayBuffer(META_BYTES))
  const read = readSync(descriptor, view, 0, META_BYTES, position)
  return read === META_BYTES && view.getUint32(MAGIC_AT, true) === MAGIC ? view : undefined
}
