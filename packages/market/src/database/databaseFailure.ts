import { MarketError } from '../MarketError.ts'

/** SQLSTATE of a full disk, and the classes of internal errors and of files that are missing or unreadable. */
const DISK_FULL = '53100'
const DAMAGED = /^(XX|58)/

/** What it means that the database, embedded or a server, failed so; undefined if it says nothing about its disk. */
export function databaseFailure(cause: unknown): MarketError | undefined {
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: string }
  if (code === DISK_FULL)
    return new MarketError(
      'DATABASE_FULL',
      `The disk of the database is full (${message}); make room, then indexing goes on by itself`,
      { cause },
    )
  if (typeof code === 'string' && DAMAGED.test(code))
    return new MarketError(
      'DATABASE_DAMAGED',
      `The database is damaged (${message}). Start with --rebuild: the index is read from the chain anew`,
      { cause },
    )
  return undefined
}
