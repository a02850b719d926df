import { blake2b256, fromHex, toHex, utf8 } from '@echochain/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1 } from '#latin1'
import { naiveRoot } from '../test/naiveTrie.ts'
import { computeStateRoot } from './computeStateRoot.ts'
import { TrieBuilder } from './TrieBuilder.ts'

describe('state root: known values (smoldot, lib/src/trie/calculate_root.rs)', () => {
  test('an empty state', () => {
    expect(computeStateRoot([])).toBe('0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314')
  })

  test('one key, both state versions', () => {
    const entries: [Uint8Array, Uint8Array][] = [[utf8('abcd'), utf8('hello world')]]
    const root = '0x7ab18659d3b2789ef2400d107104c7d4fb93d06d9ab6a8b641a5de7c3fecc851'
    expect(computeStateRoot(entries, 0)).toBe(root)
    expect(computeStateRoot(entries, 1)).toBe(root)
  })

  test('two leaves that lie in their parent', () => {
    const encoded = fromHex('0x8012001443031404ff1443081904fe')
    const entries: [Uint8Array, Uint8Array][] = [
      [fromHex('0x4819'), fromHex('0xfe')],
      [fromHex('0x1314'), fromHex('0xff')],
    ]
    expect(computeStateRoot(entries)).toBe(toHex(blake2b256(encoded)))
  })
})

describe('state root: value versions', () => {
  const root = (length: number, version: 0 | 1) => computeStateRoot([[utf8('k'), new Uint8Array(length)]], version)

  test('a value of 32 bytes stands in its node in both versions, one of 33 is hashed in version 1', () => {
    expect(root(32, 1)).toBe(root(32, 0))
    expect(root(33, 1)).not.toBe(root(33, 0))
    const leaf = Uint8Array.of(0x22, 0x6b, ...blake2b256(new Uint8Array(33)))
    expect(root(33, 1)).toBe(toHex(blake2b256(leaf)))
    const whole = Uint8Array.of(0x42, 0x6b, 33 << 2, ...new Uint8Array(33))
    expect(root(33, 0)).toBe(toHex(blake2b256(whole)))
  })

  test('version 0 holds values over 16 KiB, with a length of four bytes', () => {
    const leaf = Uint8Array.of(0x42, 0x6b, 0x02, 0x00, 0x04, 0x00, ...new Uint8Array(65_536))
    expect(root(65_536, 0)).toBe(toHex(blake2b256(leaf)))
  })
})

describe('state root: refused keys', () => {
  test('empty, too long, twice', () => {
    const value = new Uint8Array(1)
    expect(() => computeStateRoot([[new Uint8Array(0), value]])).toThrow(expect.objectContaining({ code: 'BAD_KEY' }))
    expect(() => computeStateRoot([[new Uint8Array(513), value]])).toThrow(expect.objectContaining({ code: 'BAD_KEY' }))
    expect(() =>
      computeStateRoot([
        [utf8('a'), value],
        [utf8('a'), value],
      ]),
    ).toThrow(expect.objectContaining({ code: 'DUPLICATE_KEY' }))
  })
})

/** Few different bytes, so that keys share prefixes and are prefixes of each other. */
const key = fc.oneof(
  fc.array(fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xff), { minLength: 1, maxLength: 6 }),
  fc.array(fc.constantFrom(0x00, 0x01), { minLength: 30, maxLength: 40 }),
  fc.array(fc.constantFrom(0x77), { minLength: 130, maxLength: 170 }),
)
const value = fc.oneof(fc.uint8Array({ maxLength: 4 }), fc.uint8Array({ minLength: 30, maxLength: 35 }))
const state = fc.uniqueArray(fc.tuple(key, value), { maxLength: 40, selector: ([bytes]) => bytes.join() })

describe('state root: against the specification written out', () => {
  test('the plain definition and the streaming builder', () => {
    fc.assert(
      fc.property(state, (entries) => {
        const pairs = entries.map(([bytes, value]): [Uint8Array, Uint8Array] => [Uint8Array.from(bytes), value])
        const expected = naiveRoot(new Map(pairs.map(([bytes, value]) => [latin1(bytes), value])))
        expect(computeStateRoot(pairs)).toBe(expected)

        const builder = new TrieBuilder(() => {})
        const sorted = pairs.toSorted(([a], [b]) => (latin1(a) < latin1(b) ? -1 : 1))
        for (const [bytes, value] of sorted) builder.add(bytes, value)
        expect(toHex(builder.finish())).toBe(expected)
      }),
      { numRuns: 500 },
    )
  })

  test('the builder refuses keys out of order', () => {
    const builder = new TrieBuilder(() => {})
    builder.add(utf8('b'), utf8('1'))
    expect(() => builder.add(utf8('a'), utf8('2'))).toThrow(expect.objectContaining({ code: 'BAD_KEY' }))
  })
})
