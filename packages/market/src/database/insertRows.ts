import { type Insertable, type Kysely, sql } from 'kysely'
import type { Schema } from './schema.ts'

/** One statement has as many rows and about as much text as this: it costs little then, and no more memory than that. */
const ROWS_AT_ONCE = 2_000
const CHARACTERS_AT_ONCE = 1_000_000

/**
 * Inserts rows as JSON parameters, which the database itself unfolds by column type: no limit on parameters, and on
 * both databases an order of magnitude faster than a parameter for each value. Rows whose key is there already are an
 * error or left out.
 */
export async function insertRows<T extends keyof Schema>(
  db: Kysely<Schema>,
  table: T,
  rows: readonly Insertable<Schema[T]>[],
  conflict: 'refuse' | 'ignore' = 'refuse',
): Promise<void> {
  if (rows.length === 0) return
  const columns = sql.join(Object.keys(rows[0]).map((name) => sql.ref(name)))
  const onConflict = conflict === 'ignore' ? sql`on conflict do nothing` : sql``
  for (const json of jsonChunks(rows))
    await sql`insert into ${sql.table(table)} (${columns})
      select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${json}::json)
      ${onConflict}`.execute(db)
}

function* jsonChunks(rows: readonly unknown[]): Generator<string> {
  let chunk: string[] = []
  let characters = 0
  for (const row of rows) {
    const json = toJson(row)
    chunk.push(json)
    characters += json.length
    if (chunk.length < ROWS_AT_ONCE && characters < CHARACTERS_AT_ONCE) continue
    yield `[${chunk.join(',')}]`
    chunk = []
    characters = 0
  }
  if (chunk.length > 0) yield `[${chunk.join(',')}]`
}

/** Text in PostgreSQL cannot hold U+0000; whoever puts one on the chain gets the replacement character here. */
const toJson = (row: unknown): string =>
  JSON.stringify(row, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    return typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  })
