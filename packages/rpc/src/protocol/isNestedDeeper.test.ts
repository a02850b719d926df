import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNestedDeeper } from './isNestedDeeper.ts'

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

test('agrees with the parsed value, whatever is in its strings', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, levels) => {
      expect(isNestedDeeper(JSON.stringify(value), levels)).toBe(depthOf(value) > levels)
    }),
    { numRuns: 1_000 },
  )
})

test('brackets in strings do not count, nor do quotes that are escaped end them', () => {
  expect(isNestedDeeper('["[[[[", "\\"[[[[", "\\\\", [1]]', 2)).toBe(false)
  expect(isNestedDeeper('["\\\\", [[1]]]', 2)).toBe(true)
})

test('ends on any text', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '[', ']', '{', 'a') }), fc.nat(3), isBoolean))
})
const isBoolean = (text: string, levels: number): boolean => typeof isNestedDeeper(text, levels) === 'boolean'
