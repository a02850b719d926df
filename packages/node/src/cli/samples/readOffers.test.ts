import { expect, test } from 'vitest'
import { readOffers } from './readOffers.ts'

const ECHO = 10n ** 12n
const prices = (options: Parameters<typeof readOffers>[0]) =>
  readOffers(options).map(({ kind, price }) => [kind, price.value])

test('every kind of licence can be offered, --price is that of a commercial one', () => {
  expect(prices({ price: '5' })).toEqual([['Commercial', 5n * ECHO]])
  expect(prices({ offer: ['Personal:0', 'commercial:1.5', 'EXCLUSIVE:100'] })).toEqual([
    ['Personal', 0n],
    ['Commercial', (3n * ECHO) / 2n],
    ['Exclusive', 100n * ECHO],
  ])
  expect(prices({ price: '2', offer: ['Personal:1'] })).toHaveLength(2)
})

test.each([
  ['none', {}],
  ['a kind there is not', { offer: ['NonCommercial:1'] }],
  ['no price', { offer: ['Personal'] }],
  ['two prices', { offer: ['Personal:1:2'] }],
  ['a kind twice', { offer: ['Personal:1', 'personal:2'] }],
  ['a kind twice with --price', { price: '1', offer: ['Commercial:2'] }],
])('%s is refused', (_, options) => {
  expect(() => readOffers(options)).toThrow(expect.objectContaining({ code: 'BAD_OPTION' }))
})

test('a price that is no amount is refused', () => {
  expect(() => readOffers({ offer: ['Personal:-1'] })).toThrow(expect.objectContaining({ code: 'BAD_AMOUNT' }))
})
