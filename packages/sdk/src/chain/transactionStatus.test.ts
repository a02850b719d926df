import { describe, expect, test } from 'vitest'
import { readStatus } from './transactionStatus.ts'

const block = `0x${'ab'.repeat(32)}` as const

describe('what a node says of a transaction (author_extrinsicUpdate)', () => {
  test.each([
    ['future' as const, { type: 'future' }],
    ['ready' as const, { type: 'ready' }],
    [{ broadcast: ['peer'] }, { type: 'broadcast' }],
    [{ inBlock: block }, { type: 'inBlock', block }],
    [{ retracted: block }, { type: 'retracted', block }],
    [{ finalized: block }, { type: 'finalized', block }],
  ])('%o goes on', (status, expected) => {
    expect(readStatus(status)).toEqual(expected)
  })

  test.each([
    ['invalid' as const, 'TRANSACTION_INVALID'],
    ['dropped' as const, 'TRANSACTION_DROPPED'],
    [{ usurped: block }, 'TRANSACTION_DROPPED'],
    [{ finalityTimeout: block }, 'TRANSACTION_DROPPED'],
  ])('%o is the end', (status, code) => {
    expect(() => readStatus(status)).toThrow(expect.objectContaining({ code }))
  })
})
