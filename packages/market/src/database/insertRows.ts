import { type Insertable, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** Rows in one statement: large enough that statements cost nothing, small enough that their text stays in memory. */
const ROWS_AT_ONCE = 2_000

/**
 * Inserts rows as one JSON parameter, which the database itself unfolds by column type: no limit on parameters, and on
 * both databases an order of magnitude faster than a parameter for each value.
 */
export async function insertRows<T extends keyof Schema>(
  db: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const chunk = rows.slice(at, at + ROWS_AT_ONCE)
    const columns = sql.join(Object.keys(chunk[0]).map((name) => sql.ref(name)))
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${toJson(chunk)}::json)`.execute(db)
  }
}

/** Text in PostgreSQL cannot hold U+0000; whoever puts one on the chain gets the replacement character here. */
const toJson = (rows: readonly unknown[]): string =>
  JSON.stringify(rows, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  })
