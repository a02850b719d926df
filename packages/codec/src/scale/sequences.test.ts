import { describe, expect, test } from 'vitest'
import { utf8 } from '../bytes/bytes.ts'
import { fromHex, toHex } from '../bytes/hex.ts'
import { refusedWith } from '../testing/refusedWith.ts'
import { type Codec, decode, encode } from './Codec.ts'
import { u16, u64, u8, unit } from './primitives.ts'
import { array, bytes, fixedBytes, fixedHex, text, vec } from './sequences.ts'

const decodeHex = <T>(codec: Codec<T>, hex: string): T => decode(codec, fromHex(`0x${hex}`))

test('SCALE reference: a vector of six u16', () => {
  expect(toHex(encode(vec(u16, 10), [4, 8, 15, 16, 23, 42]))).toBe('0x18040008000f00100017002a00')
  expect(decodeHex(vec(u16, 10), '18040008000f00100017002a00')).toEqual([4, 8, 15, 16, 23, 42])
})

describe('a length over the declared bound is refused', () => {
  const bounded: readonly [string, Codec<any>, (length: number) => unknown][] = [
    ['bytes', bytes(3), (length) => new Uint8Array(length)],
    ['text', text(3), (length) => 'a'.repeat(length)],
    ['vec', vec(u8, 3), (length) => Array.from({ length }, () => 7)],
    ['vec of units', vec(unit, 3), (length) => Array.from({ length }, () => undefined)],
  ]
  test.each(bounded)('%s: written and read', (_, codec, make) => {
    expect(decode(codec, encode(codec, make(3)))).toEqual(make(3))
    expect(refusedWith(() => encode(codec, make(4)))).toBe('TOO_LONG')
    expect(refusedWith(() => decodeHex(codec, `10${'07'.repeat(4)}`))).toBe('TOO_LONG')
  })

  test.each(bounded)('%s: 2^30 and 2^32 − 1 items are refused by what they claim', (_, codec) => {
    expect(refusedWith(() => decodeHex(codec, '0300000040'))).toBe('TOO_LONG')
    expect(refusedWith(() => decodeHex(codec, '03ffffffff'))).toBe('TOO_LONG')
  })

  test('text is bounded in bytes, not in characters', () => {
    expect(decode(text(3), encode(text(3), '€'))).toBe('€')
    expect(refusedWith(() => encode(text(3), 'é€'))).toBe('TOO_LONG')
  })
})

test('a claim within the bound allocates nothing before there are bytes for it', () => {
  const before = process.memoryUsage()
  const claim = fromHex('0x0300000040') // 2^30 items
  for (const codec of [bytes(2 ** 31), text(2 ** 31), vec(u64, 2 ** 31), vec(vec(u64, 9), 2 ** 31)] as Codec<unknown>[])
    expect(refusedWith(() => decode(codec, claim))).toBe('UNEXPECTED_END')
  const after = process.memoryUsage()
  expect(after.heapUsed - before.heapUsed).toBeLessThan(50_000_000)
  expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(50_000_000)
})

describe('exact lengths', () => {
  test.each<[string, Codec<any>, unknown[]]>([
    ['fixedBytes', fixedBytes(2), [new Uint8Array(1), new Uint8Array(3)]],
    ['fixedHex', fixedHex(2), ['0x00', '0x000000']],
    ['array', array(u8, 2), [[1], [1, 2, 3]]],
  ])('%s writes no other', (_, codec, values) => {
    for (const value of values) expect(refusedWith(() => encode(codec, value))).toBe('OUT_OF_RANGE')
  })
})

describe('text', () => {
  test('SCALE reference: Hamlet', () => {
    expect(toHex(encode(text(20), 'Hamlet'))).toBe('0x1848616d6c6574')
  })

  // Markus Kuhn's "UTF-8 decoder capability and stress test", one of each kind, and its neighbours that are valid.
  test.each([
    ['a lone continuation byte', '80'],
    ['a first byte alone', 'c3'],
    ['a first byte, then a letter', 'c341'],
    ['two of three bytes', 'e282'],
    ['three of four bytes', 'f09f98'],
    ['the impossible byte fe', 'fe'],
    ['the impossible byte ff', 'ff'],
    ['"/" in two bytes', 'c0af'],
    ['"/" in three bytes', 'e080af'],
    ['"/" in four bytes', 'f08080af'],
    ['NUL in two bytes', 'c080'],
    ['U+07FF in three bytes', 'e09fbf'],
    ['U+FFFF in four bytes', 'f08fbfbf'],
    ['a high surrogate', 'eda080'],
    ['a low surrogate', 'edbfbf'],
    ['a surrogate pair (CESU-8)', 'eda081edb080'],
    ['U+110000', 'f4908080'],
    ['five bytes', 'f888808080'],
  ])('%s is refused, short and long', (_, hex) => {
    const bad = fromHex(`0x${hex}`)
    for (const padding of [0, 3, 100]) {
      const encoded = encode(bytes(200), Uint8Array.from([...utf8('a'.repeat(padding)), ...bad]))
      expect(
        refusedWith(() => decode(text(200), encoded)),
        `after ${padding} letters`,
      ).toBe('INVALID_UTF8')
    }
  })

  test.each([
    '\u0000',
    '\u007f',
    '\u0080',
    '\u07ff',
    '\u0800',
    '\ud7ff',
    '\ue000',
    '\ufffd',
    '\uffff',
    '\u{10000}',
    '\u{10ffff}',
    '\ufeffBOM',
  ])('%j comes back', (value) => {
    for (const padded of [value, `${value}${'x'.repeat(100)}`])
      expect(decode(text(200), encode(text(200), padded))).toBe(padded)
  })

  test.each(['\ud800', 'a\udc00', '\udc00\ud800'])('half of a surrogate pair is not written: %j', (value) => {
    expect(refusedWith(() => encode(text(20), value))).toBe('INVALID_UTF8')
  })
})

test('what is read is a copy: it does not change with its input', () => {
  const input = Uint8Array.of(8, 1, 2)
  const value = decode(bytes(5), input)
  input.fill(9)
  expect([...value]).toEqual([1, 2])
  expect(value.buffer.byteLength).toBe(2)
})
