import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleRange } from './visibleRange.ts'

const list = { rows: 10_000, rowHeight: 56, windowHeight: 800, around: 8 }

it('draws what is in sight and a few rows around it', () => {
  expect(visibleRange({ ...list, top: 200 })).toEqual({ from: 0, to: 19 })
  expect(visibleRange({ ...list, top: -56_000 })).toEqual({ from: 992, to: 1_023 })
})

it('stays within a list that is short, empty, or scrolled past', () => {
  expect(visibleRange({ ...list, rows: 0, top: 200 })).toEqual({ from: 0, to: 0 })
  expect(visibleRange({ ...list, rows: 3, top: 200 })).toEqual({ from: 0, to: 3 })
  expect(visibleRange({ ...list, rows: 3, top: -50_000 })).toEqual({ from: 2, to: 3 })
})

it('draws every row that any part of is in sight, and never many more', () => {
  const rows = fc.integer({ min: 1, max: 20_000 })
  fc.assert(
    fc.property(rows, fc.integer({ min: -1_200_000, max: 1_000 }), (rows, top) => {
      const { from, to } = visibleRange({ ...list, rows, top })
      const firstSeen = Math.max(0, Math.floor(-top / list.rowHeight))
      const lastSeen = Math.min(rows - 1, Math.ceil((list.windowHeight - top) / list.rowHeight) - 1)
      if (firstSeen <= lastSeen) {
        expect(from).toBeLessThanOrEqual(firstSeen)
        expect(to).toBeGreaterThan(lastSeen)
      }
      expect(to - from).toBeLessThanOrEqual(800 / 56 + 2 * 8 + 2)
    }),
  )
})
