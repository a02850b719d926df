import { utf8 } from '@echochain/codec'
import { describe, expect, test } from 'vitest'
import { MemoryStore } from '../memory/MemoryStore.ts'
import { ChainState } from './ChainState.ts'
import { decodeChanges, encodeChanges } from './changeList.ts'
import { readPlaces } from './places.ts'
import { readOldValue } from './ReverseDifferences.ts'
import {
  META_BASE,
  META_OLDEST,
  META_WINDOW,
  readBaseValue,
  readChainValue,
  readExistenceKey,
  readU64,
  u64,
} from './tables.ts'

const DAMAGED = expect.objectContaining({ code: 'DAMAGED' })
const SHORT = new Uint8Array(5)

test.each([
  ['a number', () => readU64(SHORT)],
  ['a number before the beginning', () => readU64(SHORT, -3)],
  ['a block', () => readChainValue(1, SHORT)],
  ['the base', () => readBaseValue(SHORT)],
  ['an entry of what existed', () => readExistenceKey(SHORT)],
  ['a list of places', () => [...readPlaces(SHORT, SHORT)]],
  ['an old value', () => readOldValue(SHORT, 2)],
  ['an old value behind the end', () => readOldValue(SHORT, 5)],
])('%s that ends early is DAMAGED', (_, read) => {
  expect(read).toThrow(DAMAGED)
})

test('a list of changes that is cut off anywhere but between two is DAMAGED', () => {
  const changes = [utf8('a'), utf8('bc')].map((key) => ({ key, value: key, existed: true }))
  const encoded = encodeChanges(changes)
  const [first] = changes.map((change) => encodeChanges([change]).length)
  for (let length = 1; length < encoded.length; length++)
    if (length !== first) expect(() => decodeChanges(encoded.subarray(0, length)), String(length)).toThrow(DAMAGED)
  expect(decodeChanges(encoded)).toHaveLength(2)
  expect(decodeChanges(encoded.subarray(0, 0))).toEqual([])
})

describe('what a state says of itself', () => {
  const open = async (key: Uint8Array, value: Uint8Array | undefined): Promise<ChainState> => {
    const store = new MemoryStore()
    await ChainState.create(store, { entries: [[utf8('key'), utf8('value')]], hashOf: (root) => root })
    await store.write([{ table: 'meta', key, value }])
    return ChainState.open(store)
  }

  // A window of no blocks would be gone through for ever.
  test.each([
    ['windows of no blocks', META_WINDOW, u64(0)],
    ['no windows', META_WINDOW, undefined],
    ['a history that begins above the base', META_OLDEST, u64(1)],
    ['no beginning of the history', META_OLDEST, undefined],
    ['a base that is in no list', META_BASE, new Uint8Array(72).fill(1)],
    ['a base that ends early', META_BASE, SHORT],
  ])('%s: DAMAGED', async (_, key, value) => {
    await expect(open(key, value)).rejects.toEqual(DAMAGED)
  })
})
