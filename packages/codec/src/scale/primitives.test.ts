import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes/hex.ts'
import { refusedWith } from '../testing/refusedWith.ts'
import { type Codec, decode, encode } from './Codec.ts'
import { bool, compactU128, compactU32, compactU64, i64, u128, u16, u32, u64, u8, unit } from './primitives.ts'

const decodeHex = <T>(codec: Codec<T>, hex: string): T => decode(codec, fromHex(`0x${hex.replaceAll(' ', '')}`))

describe('fixed-width integers: little-endian', () => {
  // The first three are the examples of the SCALE reference (docs.polkadot.com, "SCALE codec").
  test.each<[string, Codec<any>, number | bigint, string]>([
    ['u16', u16, 42, '2a00'],
    ['u8', u8, 69, '45'],
    ['u32', u32, 16_777_215, 'ffffff00'],
    ['u32', u32, 0xffff_ffff, 'ffffffff'],
    ['u64', u64, 0x0102_0304_0506_0708n, '0807060504030201'],
    ['u128', u128, 1n, '01000000000000000000000000000000'],
    ['u128', u128, 2n ** 128n - 1n, 'ffffffffffffffffffffffffffffffff'],
    ['u128', u128, 2n ** 64n, '00000000000000000100000000000000'],
    ['i64', i64, -1n, 'ffffffffffffffff'],
    ['i64', i64, -(2n ** 63n), '0000000000000080'],
  ])('%s', (_, codec, value, hex) => {
    expect(toHex(encode(codec, value))).toBe(`0x${hex}`)
    expect(decodeHex(codec, hex)).toBe(value)
  })

  test.each<[string, Codec<any>, unknown[]]>([
    ['u8', u8, [-1, 256, 0.5, Number.NaN, Infinity, 1n, '1', undefined, null]],
    ['u16', u16, [-1, 65_536, 0.5, Number.NaN, 1n]],
    ['u32', u32, [-1, 2 ** 32, 0.5, Number.NaN, 1n]],
    ['u64', u64, [-1n, 2n ** 64n, 1, 0.5, Number.NaN, '1', undefined, null]],
    ['u128', u128, [-1n, 2n ** 128n, 1, undefined]],
    ['i64', i64, [2n ** 63n, -(2n ** 63n) - 1n, 1]],
    ['compact u32', compactU32, [-1, 2 ** 32, 0.5, Number.NaN, Infinity, 1n, '1', undefined]],
    ['compact u64', compactU64, [-1n, 2n ** 64n, 1, undefined]],
    ['compact u128', compactU128, [-1n, 2n ** 128n, 1, undefined]],
  ])('%s refuses to write what it cannot express', (_, codec, values) => {
    for (const value of values)
      expect(
        refusedWith(() => encode(codec, value)),
        String(value),
      ).toBe('OUT_OF_RANGE')
  })
})

describe('bool and unit', () => {
  test('bool is 0 or 1, and nothing else', () => {
    expect(decodeHex(bool, '00')).toBe(false)
    expect(decodeHex(bool, '01')).toBe(true)
    for (let byte = 2; byte < 256; byte++)
      expect(
        refusedWith(() => decode(bool, Uint8Array.of(byte))),
        `${byte}`,
      ).toBe('BAD_BOOL')
  })

  test('unit takes no bytes', () => {
    expect(encode(unit, undefined)).toEqual(new Uint8Array(0))
    expect(decode(unit, new Uint8Array(0))).toBe(undefined)
  })
})

describe('compact integers', () => {
  // The examples of the SCALE reference, and both sides of every change of form.
  const FORMS: readonly [bigint, string][] = [
    [0n, '00'],
    [1n, '04'],
    [42n, 'a8'],
    [63n, 'fc'],
    [64n, '0101'],
    [69n, '1501'],
    [16_383n, 'fdff'],
    [16_384n, '02000100'],
    [65_535n, 'feff0300'],
    [2n ** 30n - 1n, 'feffffff'],
    [2n ** 30n, '0300000040'],
    [2n ** 32n - 1n, '03ffffffff'],
    [2n ** 32n, '070000000001'],
    [2n ** 40n - 1n, '07ffffffffff'],
    [2n ** 40n, '0b000000000001'],
    [100_000_000_000_000n, '0b00407a10f35a'],
    [2n ** 56n - 1n, '0fffffffffffffff'],
    [2n ** 56n, '130000000000000001'],
    [2n ** 64n - 1n, '13ffffffffffffffff'],
    [2n ** 64n, '17000000000000000001'],
    [2n ** 120n - 1n, '2fffffffffffffffffffffffffffffff'],
    [2n ** 120n, '3300000000000000000000000000000001'],
    [2n ** 128n - 1n, '33ffffffffffffffffffffffffffffffff'],
  ]

  test.each(FORMS)('%d', (value, hex) => {
    expect(toHex(encode(compactU128, value))).toBe(`0x${hex}`)
    expect(decodeHex(compactU128, hex)).toBe(value)
    if (value < 2n ** 64n) {
      expect(toHex(encode(compactU64, value))).toBe(`0x${hex}`)
      expect(decodeHex(compactU64, hex)).toBe(value)
    } else expect(refusedWith(() => decodeHex(compactU64, hex))).toBe('OUT_OF_RANGE')
    if (value < 2n ** 32n) {
      expect(toHex(encode(compactU32, Number(value)))).toBe(`0x${hex}`)
      expect(decodeHex(compactU32, hex)).toBe(Number(value))
    } else expect(refusedWith(() => decodeHex(compactU32, hex))).toBe('OUT_OF_RANGE')
  })

  test.each([
    ['0 in two bytes', '0100'],
    ['63 in two bytes', 'fd00'],
    ['0 in four bytes', '02000000'],
    ['63 in four bytes', 'fe000000'],
    ['16,383 in four bytes', 'feff0000'],
    ['0 in five bytes', '0300000000'],
    ['2^30 − 1 in five bytes', '03ffffff3f'],
  ])('not in the shortest form: %s', (_, hex) => {
    for (const codec of [compactU32, compactU64, compactU128] as Codec<unknown>[])
      expect(refusedWith(() => decodeHex(codec, hex))).toBe('NON_CANONICAL_COMPACT')
  })

  test.each([
    ['2^32 − 1 in six bytes', '07ffffffff00'],
    ['2^40 − 1 in seven bytes', '0bffffffffff00'],
    ['2^56 − 1 in nine bytes', '13ffffffffffffff00'],
    ['2^64 − 1 in ten bytes', '17ffffffffffffffff00'],
    ['2^120 − 1 in 17 bytes', '33ffffffffffffffffffffffffffffff00'],
    ['2^128 − 1 in 18 bytes', `37${'ff'.repeat(16)}00`],
    ['0 in 68 bytes', `ff${'00'.repeat(67)}`],
  ])('not in the shortest form: %s', (_, hex) => {
    for (const codec of [compactU64, compactU128])
      expect(refusedWith(() => decodeHex(codec, hex))).toBe('NON_CANONICAL_COMPACT')
    expect(refusedWith(() => decodeHex(compactU32, hex))).toBe('OUT_OF_RANGE')
  })

  test('more than 128 bits', () => {
    expect(refusedWith(() => decodeHex(compactU128, `37${'00'.repeat(16)}01`))).toBe('OUT_OF_RANGE')
    expect(refusedWith(() => decodeHex(compactU128, `ff${'ff'.repeat(67)}`))).toBe('OUT_OF_RANGE')
  })
})
