import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEveryDatabase } from '../testing/onEveryDatabase.ts'
import { silentLogger } from '../testing/silentLogger.ts'
import { Housekeeping } from './Housekeeping.ts'
import { insertRows } from './insertRows.ts'

onEveryDatabase((under) => {
  test('after many blocks the database knows how large its tables are, without anybody waiting for it', async () => {
    const subjects = Array.from({ length: 3_000 }, (_, event) => ({ block: 1, event, subject: `sample:${event}` }))
    await insertRows(under.db, 'event_subjects', subjects)
    const housekeeping = new Housekeeping(under.db, silentLogger)
    const estimate = async () => {
      const { rows } = await sql<{ estimate: number }>`select reltuples::integer as estimate from pg_class
        where relname = 'event_subjects'`.execute(under.db)
      return rows[0].estimate
    }
    housekeeping.noteBlocks(1_999)
    await housekeeping.close()
    const before = await estimate()
    housekeeping.noteBlocks(1)
    await housekeeping.close()
    expect(before).not.toBe(3_000)
    expect(await estimate()).toBe(3_000)
  })
})
