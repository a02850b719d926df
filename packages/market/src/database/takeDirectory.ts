import { mkdirSync } from 'node:fs'
import { StateError } from '@echochain/state'
import { lockDirectory } from '@echochain/state/lmdb'
import { MarketError } from '../MarketError.ts'

/**
 * Keeps a data directory, made if need be, to one process: the embedded database has no lock of its own, and two
 * processes on it damage it. Returns what gives it back. Throws MarketError `DATABASE_LOCKED`.
 */
export function takeDirectory(path: string): () => void {
  mkdirSync(path, { recursive: true })
  try {
    return lockDirectory(path)
  } catch (cause) {
    if (!(cause instanceof StateError)) throw cause
    throw new MarketError('DATABASE_LOCKED', `${cause.message} (--data-dir)`, { cause })
  }
}
