import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StateError } from '../StateError.ts'

const LOCK_FILE = 'process.lock'
/** Beside the lock, which nobody else may open: a process gives up its lock of a file with any closing of that file. */
const OWNER_FILE = 'process.pid'

/**
 * Takes a directory for this process alone. The operating system holds the lock (SQLite's exclusive lock on an empty
 * file, the only way Node has to one), so that it ends with the process however that ends, and none is ever stale.
 * Returns what gives it back. Throws {@link StateError} LOCKED naming the process that has it, which may be this one, and
 * what the system says when the directory cannot be written.
 */
export function lockDirectory(path: string): () => void {
  const file = join(path, LOCK_FILE)
  accessSync(existsSync(file) ? file : path, constants.W_OK) // SQLite does not say which it was
  const lock = new DatabaseSync(file)
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE') // no second file
  } catch (cause) {
    lock.close()
    if ((cause as { errcode?: number }).errcode !== SQLITE_BUSY) throw cause
    throw new StateError(
      'LOCKED',
      `The directory ${path} is in use by ${ownerOf(path)}. Stop it, or use another one.`,
      {
        cause,
      },
    )
  }
  try {
    writeFileSync(join(path, OWNER_FILE), `${process.pid}\n`)
  } catch (error) {
    lock.close()
    throw error
  }
  return () => lock.close()
}

const SQLITE_BUSY = 5

function ownerOf(path: string): string {
  try {
    return `process ${readFileSync(join(path, OWNER_FILE), 'utf8').trim()}`
  } catch {
    return 'another process'
  }
}
