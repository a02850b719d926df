import { expect, it } from 'vitest'
import { formatDuration } from './formatDuration.ts'

it.each([
  [0, '0:00.0'],
  [420, '0:00.4'],
  [9_940, '0:09.9'],
  [9_990, '0:10.0'],
  [10_000, '0:10'],
  [59_600, '1:00'],
  [125_000, '2:05'],
  [3_600_000, '60:00'],
  [-5, '0:00.0'],
])('writes %i ms as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text)
})
