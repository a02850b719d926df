import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes } from '../bytes/bytes.ts'
import { type CodecCase, composedCase, SIMPLE_CASES } from '../testing/codecCases.ts'
import { refusedWith } from '../testing/refusedWith.ts'
import { decode, encode } from './Codec.ts'

/** A case, and one of its values. */
const withValue = (cases: fc.Arbitrary<CodecCase>) =>
  cases.chain(({ name, codec, values }) =>
    fc.record({ name: fc.constant(name), codec: fc.constant(codec), value: values }),
  )

describe.each([
  ...SIMPLE_CASES.map((simple) => [simple.name, fc.constant(simple)] as const),
  ['any composition', composedCase] as const,
])('%s', (_, cases) => {
  test('a value comes back from its bytes', () => {
    fc.assert(
      fc.property(withValue(cases), ({ codec, value }) => {
        expect(decode(codec, encode(codec, value))).toEqual(value)
      }),
    )
  })

  test('bytes cut short or with more behind them are refused', () => {
    fc.assert(
      fc.property(withValue(cases), fc.nat(), fc.nat(255), ({ codec, value }, cut, more) => {
        const encoded = encode(codec, value)
        if (encoded.length > 0)
          expect(refusedWith(() => decode(codec, encoded.subarray(0, cut % encoded.length)))).toBe('UNEXPECTED_END')
        expect(refusedWith(() => decode(codec, concatBytes(encoded, Uint8Array.of(more))))).toBe('TRAILING_BYTES')
      }),
    )
  })

  test('whatever is read has these bytes for its one encoding: random and changed bytes', () => {
    const mutation = fc.tuple(fc.nat(), fc.nat(255))
    fc.assert(
      fc.property(
        withValue(cases),
        fc.array(mutation, { maxLength: 3 }),
        fc.uint8Array({ maxLength: 40 }),
        ({ codec, value }, mutations, random) => {
          const changed = encode(codec, value)
          for (const [at, byte] of mutations) if (changed.length > 0) changed[at % changed.length] = byte
          for (const input of [changed, random]) {
            let read: unknown
            if (refusedWith(() => (read = decode(codec, input))) === undefined)
              expect(encode(codec, read)).toEqual(input)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
