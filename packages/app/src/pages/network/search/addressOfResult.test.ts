import type { PurchaseDetail } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { addressOfResult, isHash } from './addressOfResult.ts'

const HASH = `0x${'ab'.repeat(32)}` as const
const market = (found: Partial<PurchaseDetail>) => ({
  purchase: async (id: number) =>
    ({ id, openedAt: { number: 70 }, licence: null, extrinsic: null, ...found }) as PurchaseDetail,
})

describe('the page of something found', () => {
  test.each([
    ['block', HASH, `/blocks/${HASH}`],
    ['extrinsic', '12-1', '/extrinsics/12-1'],
    ['account', '5Grw', '/accounts/5Grw'],
    ['sample', '3', '/samples/3'],
    ['licence', '7', '/licences/7'],
  ] as const)('%s', async (type, id, address) => {
    expect(await addressOfResult({ type, id, label: '' }, market({}))).toBe(address)
  })

  test.each([
    ['the licence it brought', { licence: 7, extrinsic: HASH }, '/licences/7'],
    ['its extrinsic while there is no licence', { extrinsic: HASH }, `/extrinsics/${HASH}`],
    ['its block where nothing else is known', {}, '/blocks/70'],
  ])('a purchase: %s', async (_, found, address) => {
    expect(await addressOfResult({ type: 'purchase', id: '9', label: '' }, market(found))).toBe(address)
  })
})

test.each([
  [HASH, true],
  [HASH.toUpperCase().replace('0X', '0x'), true],
  [HASH.slice(0, -1), false],
  [`${HASH}0`, false],
  ['12-1', false],
])('%s may be the hash of a transaction: %s', (written, expected) => {
  expect(isHash(written)).toBe(expected)
})
