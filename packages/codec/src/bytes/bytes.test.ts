import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBytes, concatBytes, equalBytes, startsWithBytes, utf8 } from './bytes.ts'

const byteString = fc.uint8Array({ maxLength: 12 })
/** Pairs that often share a beginning. */
const pair = fc.oneof(
  fc.tuple(byteString, byteString),
  fc.tuple(byteString, byteString, byteString).map(([head, a, b]) => [concatBytes(head, a), concatBytes(head, b)]),
)

describe('byte strings', () => {
  test('compareBytes orders as Buffer.compare does', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
      }),
    )
  })

  test('equalBytes: same length and bytes', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0)
      }),
    )
    fc.assert(fc.property(byteString, (a) => equalBytes(a, a.slice())))
  })

  test('startsWithBytes: what was joined starts with its first part, and with nothing longer than itself', () => {
    fc.assert(
      fc.property(byteString, byteString, (a, b) => {
        const joined = concatBytes(a, b)
        expect(startsWithBytes(joined, a)).toBe(true)
        expect(startsWithBytes(a, joined)).toBe(b.length === 0)
      }),
    )
    expect(startsWithBytes(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 3))).toBe(false)
  })

  test('concatBytes joins in order into a buffer of its own', () => {
    fc.assert(
      fc.property(fc.array(byteString, { maxLength: 5 }), (parts) => {
        const joined = concatBytes(...parts)
        expect([...joined]).toEqual(parts.flatMap((part) => [...part]))
        expect(joined.buffer.byteLength).toBe(joined.length)
      }),
    )
  })

  test('utf8: one to four bytes a character', () => {
    expect([...utf8('aé€😀')]).toEqual([0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80])
  })
})
