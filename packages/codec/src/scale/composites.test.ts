import { describe, expect, test } from 'vitest'
import { fromHex, toHex } from '../bytes/hex.ts'
import { refusedWith } from '../testing/refusedWith.ts'
import { type Codec, decode, encode } from './Codec.ts'
import { literal, option, struct, tuple, union } from './composites.ts'
import { bool, compactU32, u16, u8, unit } from './primitives.ts'

const decodeHex = <T>(codec: Codec<T>, hex: string): T => decode(codec, fromHex(`0x${hex}`))

describe('struct and tuple', () => {
  test('SCALE reference: the tuple (3, false)', () => {
    expect(toHex(encode(tuple(compactU32, bool), [3, false]))).toBe('0x0c00')
    expect(decodeHex(tuple(compactU32, bool), '0c00')).toEqual([3, false])
  })

  test('fields in the order of declaration, whatever the order in the value', () => {
    const codec = struct('a::b::Pair', { second: u8, first: u16 })
    expect(toHex(encode(codec, { first: 1, second: 2 }))).toBe('0x020100')
    expect(Object.keys(decodeHex(codec, '020100'))).toEqual(['second', 'first'])
    expect(codec.type).toEqual({
      kind: 'composite',
      path: ['a', 'b', 'Pair'],
      fields: [
        { name: 'second', type: u8.type },
        { name: 'first', type: u16.type },
      ],
    })
  })

  test('a tuple writes exactly its items', () => {
    const codec = tuple(u8, u8) as unknown as Codec<number[]>
    expect(refusedWith(() => encode(codec, [1]))).toBe('OUT_OF_RANGE')
    expect(refusedWith(() => encode(codec, [1, 2, 3]))).toBe('OUT_OF_RANGE')
  })
})

describe('option', () => {
  test('None is 0, Some is 1 and the value', () => {
    expect(toHex(encode(option(bool), undefined))).toBe('0x00')
    expect(toHex(encode(option(bool), false))).toBe('0x0100')
    expect(toHex(encode(option(bool), true))).toBe('0x0101')
    expect(decodeHex(option(bool), '00')).toBe(undefined)
    expect(decodeHex(option(bool), '0100')).toBe(false)
  })

  test('any other tag is refused', () => {
    for (let tag = 2; tag < 256; tag++)
      expect(
        refusedWith(() => decode(option(u8), Uint8Array.of(tag, 0))),
        `${tag}`,
      ).toBe('UNKNOWN_VARIANT')
  })

  test('of what may itself be undefined cannot be declared: None and Some would look the same', () => {
    expect(() => option(option(u8))).toThrow(TypeError)
    expect(() => option(unit)).toThrow(TypeError)
  })
})

describe('literal', () => {
  const level = literal('Level', { Low: 0, High: 5 })

  test('is the byte of its name', () => {
    expect(toHex(encode(level, 'High'))).toBe('0x05')
    expect(decodeHex(level, '05')).toBe('High')
  })

  test('other bytes and names are refused, also those every object has', () => {
    for (const byte of [1, 4, 6, 255])
      expect(
        refusedWith(() => decode(level, Uint8Array.of(byte))),
        `${byte}`,
      ).toBe('UNKNOWN_VARIANT')
    for (const name of ['Middle', '', 'toString', '__proto__', 'constructor'])
      expect(
        refusedWith(() => encode(level, name as 'Low')),
        name,
      ).toBe('UNKNOWN_VARIANT')
  })
})

describe('union', () => {
  const shape = union('geometry::Shape', { Point: [1], Circle: [3, u8], Box: [200, { width: u8, height: u16 }] })

  test('is the byte of its variant, then nothing, one value or fields', () => {
    expect(toHex(encode(shape, { type: 'Point' }))).toBe('0x01')
    expect(toHex(encode(shape, { type: 'Circle', value: 9 }))).toBe('0x0309')
    expect(toHex(encode(shape, { type: 'Box', value: { width: 1, height: 2 } }))).toBe('0xc8010200')
    expect(decodeHex(shape, '01')).toEqual({ type: 'Point', value: undefined })
    expect(decodeHex(shape, 'c8010200')).toEqual({ type: 'Box', value: { width: 1, height: 2 } })
  })

  test('describes itself', () => {
    expect(shape.type).toEqual({
      kind: 'variant',
      path: ['geometry', 'Shape'],
      variants: [
        { name: 'Point', index: 1, fields: [] },
        { name: 'Circle', index: 3, fields: [{ type: u8.type }] },
        {
          name: 'Box',
          index: 200,
          fields: [
            { name: 'width', type: u8.type },
            { name: 'height', type: u16.type },
          ],
        },
      ],
    })
  })

  test('unknown variants are refused, also names every object has', () => {
    for (let byte = 0; byte < 256; byte++)
      if (![1, 3, 200].includes(byte))
        expect(
          refusedWith(() => decode(shape, Uint8Array.of(byte, 0, 0, 0))),
          `${byte}`,
        ).toBe('UNKNOWN_VARIANT')
    for (const type of ['Line', 'toString', '__proto__', undefined])
      expect(
        refusedWith(() => encode(shape, { type } as never)),
        String(type),
      ).toBe('UNKNOWN_VARIANT')
  })
})

test.each([
  ['used twice', { A: 1, B: 1 }],
  ['over a byte', { A: 256 }],
  ['negative', { A: -1 }],
  ['no whole number', { A: 0.5 }],
])('a variant index that is %s cannot be declared', (_, indices) => {
  expect(() => literal('Bad', indices as unknown as Record<string, number>)).toThrow(RangeError)
  const variants = Object.fromEntries(Object.entries(indices).map(([name, index]) => [name, [index] as const]))
  expect(() => union('Bad', variants)).toThrow(RangeError)
})
