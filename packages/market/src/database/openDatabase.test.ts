import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEveryDatabase } from '../testing/onEveryDatabase.ts'
import { insertRows } from './insertRows.ts'
import { openDatabase } from './openDatabase.ts'
import { rebuildDatabase } from './rebuildDatabase.ts'

onEveryDatabase((under) => {
  test('whole numbers beyond 53 bits come back as they were', async () => {
    const { rows } = await sql`select ${2n ** 62n + 1n}::bigint as a, (${2n ** 127n + 1n})::numeric(39) as b,
      count(*) as c, 7::integer as d, null::numeric as e`.execute(under.db)
    expect(rows).toEqual([{ a: 2n ** 62n + 1n, b: 2n ** 127n + 1n, c: 1n, d: 7, e: null }])
  })

  test('rows go in as they are, in whatever number', async () => {
    const hash = `0x${'ab'.repeat(32)}` as const
    const rows = Array.from({ length: 4_500 }, (_, index) => ({
      block: 1,
      index,
      extrinsic: null,
      phase: 'Finalization' as const,
      name: `"'\\ ${index}`,
      data: { hash, list: [1, '2', null] },
    }))
    await insertRows(under.db, 'events', rows)
    expect(await under.db.selectFrom('events').selectAll().orderBy('index').execute()).toEqual(rows)
  })

  test('a transaction that fails leaves nothing', async () => {
    const failing = under.db.transaction().execute(async (tx) => {
      await insertRows(tx, 'event_subjects', [{ block: 1, event: 1, subject: 'x' }])
      await insertRows(tx, 'event_subjects', [{ block: 1, event: 1, subject: 'x' }])
    })
    await expect(failing).rejects.toMatchObject({ code: '23505' })
    expect(await under.db.selectFrom('event_subjects').selectAll().execute()).toEqual([])
  })
})

test('a database of a later version is refused', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'market-database-'))
  const db = await openDatabase({ directory })
  await sql`insert into kysely_migration (name, timestamp) values ('9999_later', '2030-01-01')`.execute(db)
  await db.destroy()
  await expect(openDatabase({ directory })).rejects.toMatchObject({ code: 'DATABASE_TOO_NEW' })
  rmSync(directory, { recursive: true })
})

test('a directory that holds something else is an error that says what to do', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'market-database-'))
  writeFileSync(join(directory, 'PG_VERSION'), 'rubbish')
  await expect(openDatabase({ directory })).rejects.toMatchObject({
    code: 'DATABASE_DAMAGED',
    message: expect.stringContaining('read from the chain anew'),
  })
  rmSync(directory, { recursive: true })
})

test('a rebuild keeps a database that is sound, and begins anew where it is damaged', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'market-database-'))
  const place = { directory }
  const known = async (db: Awaited<ReturnType<typeof openDatabase>>) => {
    const rows = await db.selectFrom('analyses').select('cid').execute()
    await db.destroy()
    return rows
  }
  const analysis = { cid: 'a', analysed_at_ms: 0n, result: null, peaks: null, failure: { code: 'A', message: 'b' } }
  const first = await openDatabase(place)
  await insertRows(first, 'analyses', [analysis])
  await first.destroy()
  expect(await known(await rebuildDatabase(place, openDatabase)), 'sound').toEqual([{ cid: 'a' }])
  writeFileSync(join(directory, 'global', 'pg_control'), new Uint8Array(8_192))
  await expect(openDatabase(place)).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' })
  expect(await known(await rebuildDatabase(place, openDatabase)), 'damaged').toEqual([])
  rmSync(directory, { recursive: true })
})
