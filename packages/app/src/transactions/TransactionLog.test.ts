import type { Hash } from '@echochain/codec'
import { expect, test } from 'vitest'
import type { StoredTransaction } from './StoredTransaction.ts'
import { MAX_TRACKED, TransactionLog } from './TransactionLog.ts'

const GENESIS: Hash = `0x${'11'.repeat(32)}`

const memory = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

const transaction = (number: number): StoredTransaction => ({
  hash: `0x${number}`,
  title: `Send ${number}`,
  address: '5x',
  stage: 'signed',
  settled: false,
  startedAt: number,
  extrinsic: '0x0102',
  nonce: number,
  birth: 0,
  death: 64,
})

test('what is not settled is there after a reload with all it takes to send it again; what is, without', () => {
  const storage = memory()
  const log = new TransactionLog(storage, GENESIS)
  log.add(transaction(1))
  log.add(transaction(2))
  log.tell('0x1', { type: 'finalized', block: { hash: '0xaa', number: 3 } })
  const again = new TransactionLog(storage, GENESIS).getAll()
  expect(again.map(({ hash, stage, extrinsic }) => [hash, stage, extrinsic])).toEqual([
    ['0x2', 'signed', '0x0102'],
    ['0x1', 'finalized', '0x'],
  ])
})

test('each chain has its own', () => {
  const storage = memory()
  new TransactionLog(storage, GENESIS).add(transaction(1))
  expect(new TransactionLog(storage, `0x${'22'.repeat(32)}`).getAll()).toEqual([])
})

test(`settled ones make room above ${MAX_TRACKED}, others never go`, () => {
  const log = new TransactionLog(memory(), GENESIS)
  for (let number = 0; number < MAX_TRACKED; number++) log.add(transaction(number))
  log.add(transaction(100))
  expect(log.getAll()).toHaveLength(MAX_TRACKED + 1)
  for (const number of [3, 4, 5]) log.tell(`0x${number}`, { type: 'expired' })
  log.add(transaction(101))
  expect(log.getAll()).toHaveLength(MAX_TRACKED)
  expect(log.find('0x3')).toBeUndefined()
  expect(log.find('0x0')).toBeDefined()
})

test('cleared are those that are settled', () => {
  const log = new TransactionLog(memory(), GENESIS)
  log.add(transaction(1))
  log.add(transaction(2))
  log.tell('0x1', { type: 'refused', reason: 'no' })
  log.clearSettled()
  expect(log.getAll().map(({ hash }) => hash)).toEqual(['0x2'])
})

test('a full or damaged storage stops nobody', () => {
  const full = {
    ...memory(),
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  const log = new TransactionLog(full, GENESIS)
  log.add(transaction(1))
  expect(log.tell('0x1', { type: 'sent' })).toMatchObject({ stage: 'sent' })
  log.reload()
  expect(log.getAll()).toHaveLength(1)
  for (const text of ['{', 'null', '{}', '[null, 1, {"hash":"0x1"}]']) {
    const storage = { ...memory(), getItem: () => text }
    expect(new TransactionLog(storage, GENESIS).getAll(), text).toEqual([])
  }
})

test('two tabs do not undo what the other did, and see it', () => {
  const storage = memory()
  const [one, two] = [new TransactionLog(storage, GENESIS), new TransactionLog(storage, GENESIS)]
  one.add(transaction(1))
  two.add(transaction(2)) // was not told of the other yet
  one.tell('0x1', { type: 'expired' })
  one.reload()
  two.reload()
  for (const log of [one, two])
    expect(log.getAll().map(({ hash, stage }) => [hash, stage])).toEqual([
      ['0x2', 'signed'],
      ['0x1', 'expired'],
    ])
  two.clearSettled()
  one.tell('0x2', { type: 'sent' })
  expect(one.getAll().map(({ hash }) => hash)).toEqual(['0x2'])
})

test('listeners hear of changes only', () => {
  const log = new TransactionLog(memory(), GENESIS)
  let heard = 0
  const stop = log.subscribe(() => heard++)
  log.add(transaction(1))
  log.tell('0x1', { type: 'sent' })
  log.tell('0x1', { type: 'retracted' }) // was in no block
  log.tell('0x9', { type: 'sent' })
  stop()
  log.tell('0x1', { type: 'expired' })
  expect(heard).toBe(2)
})
