import { describe, expect, test } from 'vitest'
import { readAmount } from './readAmount.ts'
import { readDecimal } from './readDecimal.ts'

const COMMAS = ['1,000', '12,5', '1,000.50', '1.000,50', ',5', '5,', '0,000000000001']

describe('a number as it was typed', () => {
  test.each([
    ['12.5', 2, 1_250n],
    [' 7 ', 0, 7n],
    ['0.001', 3, 1n],
    ['007', 1, 70n],
    ['999999999999999.999999999999', 12, 999_999_999_999_999_999_999_999_999n],
  ])('%s with %i decimals', (text, decimals, read) => {
    expect(readDecimal(text, decimals)).toBe(read)
  })

  test.each([
    '',
    '.',
    '.5',
    '5.',
    '-1',
    '+1',
    '1e3',
    '0x10',
    '1 000',
    '1.2.3',
    '1.234',
    '1234567890123456',
    '１',
    ...COMMAS,
  ])('“%s” is none with two decimals', (text) => {
    expect(readDecimal(text, 2)).toBeUndefined()
  })
})

describe('an amount as it was typed', () => {
  test('may name the currency', () => {
    expect(['3', '3 ECHO', ' 3echo ', '0.000000000001'].map(readAmount)).toEqual([
      3_000_000_000_000n,
      3_000_000_000_000n,
      3_000_000_000_000n,
      1n,
    ])
  })

  test.each([...COMMAS, '1,000 ECHO', 'ECHO', '1 ECHO ECHO', '0.0000000000001'])('“%s” is none', (text) => {
    expect(readAmount(text)).toBeUndefined()
  })
})
