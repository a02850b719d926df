import { expect, test } from 'vitest'
import { databaseFailure } from './databaseFailure.ts'

const failure = (code: unknown) => databaseFailure(Object.assign(new Error('as the database puts it'), { code }))

// Codes of PostgreSQL, appendix A.
test.each([
  ['53100', 'disk_full', 'DATABASE_FULL', 'make room'],
  ['XX001', 'data_corrupted', 'DATABASE_DAMAGED', '--rebuild'],
  ['XX002', 'index_corrupted', 'DATABASE_DAMAGED', '--rebuild'],
  ['58P01', 'undefined_file', 'DATABASE_DAMAGED', '--rebuild'],
  ['58030', 'io_error', 'DATABASE_DAMAGED', '--rebuild'],
])('%s, %s: %s, which says what to do', (code, _, expected, advice) => {
  expect(failure(code)).toMatchObject({ code: expected, message: expect.stringContaining(advice) })
})

test('other failures, and what is no failure of a database, are left as they are', () => {
  for (const code of ['23505', '57P01', '08006', 'ECONNRESET', undefined, 7]) expect(failure(code)).toBeUndefined()
  expect(databaseFailure(undefined)).toBeUndefined()
})
