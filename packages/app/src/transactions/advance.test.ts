import { expect, test } from 'vitest'
import { advance, type TransactionNews } from './advance.ts'
import type { StoredTransaction } from './StoredTransaction.ts'

const signed: StoredTransaction = {
  hash: '0x01',
  title: 'Send 1 ECHO',
  address: '5x',
  stage: 'signed',
  settled: false,
  startedAt: 1,
  extrinsic: '0x02',
  nonce: 0,
  birth: 0,
  death: 64,
}
const block = { hash: '0xaa', number: 5 } as const
const other = { hash: '0xbb', number: 6 } as const

const stagesOf = (...news: readonly TransactionNews[]): string[] => {
  let transaction = signed
  return news.map((each) => (transaction = advance(transaction, each)).stage)
}

test('a transaction goes from signed to final', () => {
  expect(stagesOf({ type: 'sent' }, { type: 'inBlock', block }, { type: 'finalized', block })).toEqual([
    'sent',
    'inBlock',
    'finalized',
  ])
})

test('a block that is taken back shows until the next one has it', () => {
  expect(
    stagesOf(
      { type: 'inBlock', block },
      { type: 'retracted' },
      { type: 'sent' }, // nodes tell "ready" again
      { type: 'inBlock', block: other },
      { type: 'finalized', block: other },
    ),
  ).toEqual(['inBlock', 'retracted', 'retracted', 'inBlock', 'finalized'])
})

test('the block it was in is forgotten when it is taken back', () => {
  const included = advance(signed, { type: 'inBlock', block })
  expect(included.block).toEqual(block)
  expect(advance(included, { type: 'retracted' }).block).toBeUndefined()
})

test('what failed in a block may yet succeed in another, and is settled only when final', () => {
  const failed = advance(signed, { type: 'inBlock', block, failure: 'Token.FundsUnavailable' })
  expect(failed).toMatchObject({ stage: 'failed', problem: 'Token.FundsUnavailable', settled: false, block })
  const again = advance(advance(failed, { type: 'retracted' }), { type: 'inBlock', block: other })
  expect(again).toMatchObject({ stage: 'inBlock', settled: false })
  expect(again).not.toHaveProperty('problem')
  expect(advance(failed, { type: 'finalized', block, failure: 'x' })).toMatchObject({ stage: 'failed', settled: true })
})

test.each<[TransactionNews, object]>([
  [{ type: 'expired' }, { stage: 'expired', settled: true }],
  [
    { type: 'refused', reason: 'too poor' },
    { stage: 'failed', problem: 'too poor', settled: true },
  ],
  [
    { type: 'finalized', block },
    { stage: 'finalized', settled: true },
  ],
])('%j settles it: nothing changes it any more', (news, expected) => {
  const settled = advance(advance(signed, { type: 'sent' }), news)
  expect(settled).toMatchObject(expected)
  for (const later of [
    { type: 'retracted' },
    { type: 'sent' },
    { type: 'expired' },
    { type: 'inBlock', block },
  ] as const)
    expect(advance(settled, later)).toBe(settled)
})

test('news that comes late does not take back what is known', () => {
  const included = advance(signed, { type: 'inBlock', block })
  expect(advance(included, { type: 'sent' })).toBe(included)
  expect(advance(signed, { type: 'retracted' })).toBe(signed)
})
