import fc from 'fast-check'
import { expect, test } from 'vitest'
import { peaksText, scalePeaks } from './scalePeaks.ts'

const peaksOf = (pairs: readonly (readonly [number, number])[]): Uint8Array =>
  new Uint8Array(new Int8Array(pairs.flat()).buffer)

const somePeaks = fc.array(
  fc
    .tuple(fc.integer({ min: -127, max: 127 }), fc.integer({ min: -127, max: 127 }))
    .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  { minLength: 1, maxLength: 100 },
)

test('fewer pairs lose no peak: the extremes of all stay', () => {
  fc.assert(
    fc.property(somePeaks, fc.nat(), (pairs, seed) => {
      const scaled = scalePeaks(peaksOf(pairs), 1 + (seed % pairs.length))
      expect(Math.min(...scaled)).toBe(Math.min(...pairs.map(([low]) => low)))
      expect(Math.max(...scaled)).toBe(Math.max(...pairs.map(([, high]) => high)))
    }),
  )
})

test('as many pairs as there are stay as they are', () => {
  fc.assert(
    fc.property(somePeaks, (pairs) => {
      expect([...scalePeaks(peaksOf(pairs), pairs.length)]).toEqual(pairs.flat())
    }),
  )
})

test('bytes in the middle of a buffer, as databases give them', () => {
  const whole = Uint8Array.of(9, 9, 9, 0x81, 0x7f, 9)
  expect([...scalePeaks(whole.subarray(3, 5), 1)]).toEqual([-127, 127])
  expect(Buffer.from(peaksText(scalePeaks(whole.subarray(3, 5), 1)), 'base64')).toEqual(Buffer.from([0x81, 0x7f]))
})
