import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MarketError } from '../MarketError.ts'

const LOCK_FILE = 'market.lock'
/** Beside the lock, because nobody can read a file that is locked. */
const OWNER_FILE = 'market.pid'

/**
 * Keeps a data directory to one process: the embedded database has no lock of its own, and two processes on it damage
 * it. The operating system holds the lock (SQLite's exclusive lock on an empty file, the only way Node has to one), so
 * that it ends with the process however that ends, and none is ever stale.
 */
export class DirectoryLock {
  readonly #file: DatabaseSync

  private constructor(file: DatabaseSync) {
    this.#file = file
  }

  /** Creates the directory if need be. Throws MarketError `DATABASE_LOCKED`. */
  static async acquire(directory: string): Promise<DirectoryLock> {
    await mkdir(directory, { recursive: true })
    const file = new DatabaseSync(join(directory, LOCK_FILE))
    try {
      file.exec('BEGIN EXCLUSIVE')
    } catch (cause) {
      file.close()
      throw new MarketError(
        'DATABASE_LOCKED',
        `${directory} is in use by ${ownerOf(directory)}; stop that first, or choose another --data-dir`,
        { cause },
      )
    }
    writeFileSync(join(directory, OWNER_FILE), `${process.pid}\n`)
    return new DirectoryLock(file)
  }

  release(): void {
    this.#file.close()
  }
}

function ownerOf(directory: string): string {
  try {
    return `the process ${readFileSync(join(directory, OWNER_FILE), 'utf8').trim()}`
  } catch {
    return 'another process'
  }
}
