import fc from 'fast-check'
import { expect, it } from 'vitest'
import { barsOf } from './drawWaveform.ts'

const peaks = fc.array(fc.integer({ min: -127, max: 127 }), { maxLength: 200 }).map((values) => {
  const even = values.length % 2 === 0 ? values : values.slice(1)
  return Int8Array.from(even)
})

it('gives as many bars as there is room for, each within the frame', () => {
  fc.assert(
    fc.property(peaks, fc.integer({ min: 1, max: 300 }), (values, count) => {
      const bars = barsOf(values, count)
      expect(bars).toHaveLength(count)
      for (const [up, down] of bars) {
        expect(up).toBeGreaterThanOrEqual(0)
        expect(up).toBeLessThanOrEqual(1)
        expect(down).toBeGreaterThanOrEqual(0)
        expect(down).toBeLessThanOrEqual(1)
      }
    }),
  )
})

it('loses no peak when pairs share a bar', () => {
  const values = new Int8Array(200)
  values[151] = 100
  const bars = barsOf(values, 10)
  expect(bars.map(([up]) => up)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
})

it('draws a quiet sound large, and silence as a line', () => {
  expect(barsOf(Int8Array.of(-20, 20), 1)).toEqual([[1, 1]])
  expect(barsOf(Int8Array.of(0, 1), 1)).toEqual([[1 / 12, 0]])
  expect(barsOf(new Int8Array(), 2)).toEqual([
    [0, 0],
    [0, 0],
  ])
})
