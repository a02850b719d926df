import { describe, expect, test } from 'vitest'
import { patternBytes } from '../testing/patternBytes.ts'
import { blake2b128, blake2b256 } from './blake2b.ts'
import { HashMemory } from './HashMemory.ts'
import { sha256 } from './sha256.ts'

describe('HashMemory', () => {
  test('hashes what lies in it, for every length to 300 and a long one, and leaves the rest alone', () => {
    const memory = new HashMemory(300_000)
    const expected = patternBytes(300_000)
    memory.bytes.set(expected)
    for (const length of [...Array(301).keys(), 200_000]) {
      memory.blake2b256(7, length, 250_000)
      memory.blake2b128(7, length, 250_032)
      memory.sha256(7, length, 250_048)
      expected.set(blake2b256(expected.subarray(7, 7 + length)), 250_000)
      expected.set(blake2b128(expected.subarray(7, 7 + length)), 250_032)
      expected.set(sha256(expected.subarray(7, 7 + length)), 250_048)
      expect(memory.bytes.subarray(250_000, 250_080), `${length} bytes`).toEqual(expected.subarray(250_000, 250_080))
    }
    expect(memory.bytes).toEqual(expected)
  })

  test('a digest may replace its own input', () => {
    const memory = new HashMemory(64)
    memory.bytes.set(patternBytes(64))
    memory.blake2b256(0, 64, 16)
    expect(memory.bytes.slice(16, 48)).toEqual(blake2b256(patternBytes(64)))
  })

  test('memories are independent of each other and of the one-shot functions', () => {
    const [a, b] = [new HashMemory(1), new HashMemory(100_000)]
    a.bytes[0] = 1
    b.bytes.fill(2)
    blake2b256(patternBytes(1000))
    expect([...a.bytes]).toEqual([1])
    expect(b.bytes.every((byte) => byte === 2)).toBe(true)
  })

  test.each([
    [-1, 1, 0],
    [0, -1, 0],
    [0, 101, 0],
    [100, 1, 0],
    [0, 1, -1],
    [0, 1, 69],
    [Number.NaN, 1, 0],
    [0, Number.NaN, 0],
    [0, 1, Number.NaN],
    [0, 1, Infinity],
  ])('refuses a range outside of it: start %d, length %d, target %d', (start, length, target) => {
    const memory = new HashMemory(100)
    expect(() => memory.blake2b256(start, length, target)).toThrow(RangeError)
    expect(() => memory.sha256(start, length, target)).toThrow(RangeError)
    if (target !== 69) expect(() => memory.blake2b128(start, length, target)).toThrow(RangeError)
  })

  test.each([0, -1, 1.5, Number.NaN, 2 ** 30 + 1])('refuses a size of %d', (size) => {
    expect(() => new HashMemory(size)).toThrow(RangeError)
  })
})
