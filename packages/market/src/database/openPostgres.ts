import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { MarketError } from '../MarketError.ts'
import { VALUE_PARSERS } from './valueParsers.ts'

const MAX_CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
/** Longer than any batch takes to write; a query that hangs must not keep a connection for ever. */
const STATEMENT_TIMEOUT_MS = 60_000

/** A PostgreSQL server. Throws MarketError `DATABASE_UNREACHABLE` when it cannot be used. */
export async function openPostgres(url: string, onIdleError: (error: Error) => void): Promise<Dialect> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && VALUE_PARSERS[oid]) || pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  pool.on('error', onIdleError) // a server that restarts must not end this process
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw new MarketError(
      'DATABASE_UNREACHABLE',
      `PostgreSQL at ${withoutPassword(url)} cannot be used (${(cause as Error).message}); check DATABASE_URL`,
      { cause },
    )
  }
  return new PostgresDialect({ pool })
}

function withoutPassword(text: string): string {
  const url = URL.parse(text)
  return url ? `${url.host}${url.pathname}` : 'the address given'
}
