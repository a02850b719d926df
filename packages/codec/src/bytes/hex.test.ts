import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromHex, HexError, toHex } from './hex.ts'

describe('hexadecimal text', () => {
  test('there and back, in either case; written in lower case', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const hex = toHex(bytes)
        expect(hex).toBe(`0x${Buffer.from(bytes).toString('hex')}`)
        expect(fromHex(hex)).toEqual(bytes)
        expect(fromHex(`0x${hex.slice(2).toUpperCase()}`)).toEqual(bytes)
      }),
    )
  })

  test('a view shows its own bytes only', () => {
    expect(toHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('0x0203')
  })

  // The neighbours of the digits in ASCII, and characters whose low bits are those of a digit.
  test.each([
    '',
    '0',
    '00',
    '0X00',
    'x00',
    '0x0',
    '0x000',
    '0x0g',
    '0xg0',
    '0x/0',
    '0x:0',
    '0x@0',
    '0x`0',
    '0x0G',
    '0x 0',
    '0x0\n',
    '0x0é',
    '0xİ0',
    '0x\u{130}0',
    '0x--',
    '0x\u00010',
    '0x0\u0006',
    ' 0x00',
    '0x０0',
  ])('refuses %j', (text) => {
    expect(() => fromHex(text)).toThrow(HexError)
    expect(() => fromHex(text)).toThrow(expect.objectContaining({ code: 'BAD_HEX' }))
  })

  test('refuses whatever is not pairs of digits after 0x', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), (text) => {
        if (/^([0-9a-fA-F]{2})*$/.test(text)) expect(toHex(fromHex(`0x${text}`))).toBe(`0x${text.toLowerCase()}`)
        else expect(() => fromHex(`0x${text}`)).toThrow(HexError)
      }),
    )
  })
})
