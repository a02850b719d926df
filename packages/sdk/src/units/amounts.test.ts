import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatEcho, parseEcho } from './amounts.ts'

const ECHO = 1_000_000_000_000n

describe('formatEcho and parseEcho', () => {
  test('are inverse for every amount, with and without the symbol', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 128n - 1n), (amount) => {
        const text = formatEcho(amount)
        expect(parseEcho(text)).toBe(amount)
        expect(parseEcho(text.replace(' ECHO', ''))).toBe(amount)
      }),
    )
  })

  test.each([
    [0n, '0 ECHO'],
    [1n, '0.000000000001 ECHO'],
    [ECHO, '1 ECHO'],
    [(3n * ECHO) / 2n, '1.5 ECHO'],
    [10n * ECHO + 10n, '10.00000000001 ECHO'],
    [1_000_000_000n * ECHO, '1000000000 ECHO'],
    [-ECHO / 4n, '-0.25 ECHO'],
  ])('%s of the smallest unit is %s', (amount, text) => {
    expect(formatEcho(amount)).toBe(text)
  })

  test.each([
    ['1.50', (3n * ECHO) / 2n],
    ['007 echo', 7n * ECHO],
    ['  2ECHO ', 2n * ECHO],
    ['0.000000000001', 1n],
  ])('%o is read as people mean it', (text, amount) => {
    expect(parseEcho(text)).toBe(amount)
  })

  test.each([
    '',
    ' ',
    'ECHO',
    '.5',
    '5.',
    '-1',
    '+1',
    '1,5',
    '1 000',
    '1e3',
    '0x10',
    '1.5 DOT',
    '0.0000000000001',
    '١',
  ])('%o is refused', (text) => {
    expect(() => parseEcho(text)).toThrow(expect.objectContaining({ code: 'BAD_AMOUNT' }))
  })
})
