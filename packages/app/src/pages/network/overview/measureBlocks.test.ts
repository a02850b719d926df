import type { IndexedBlock } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { countAuthors, measureIntervals, summariseIntervals } from './measureBlocks.ts'

const block = (number: number, timestampMs: number | null, author: string | null = 'a') =>
  ({ number, timestampMs, author }) as IndexedBlock

describe('the times between blocks', () => {
  test('oldest first, a missed slot as a longer wait', () => {
    const intervals = measureIntervals([block(9, 9_000), block(8, 6_000), block(7, 5_000)])
    expect(intervals).toEqual([
      { number: 8, seconds: 1 },
      { number: 9, seconds: 3 },
    ])
    expect(summariseIntervals(intervals)).toEqual({ mean: 2, longest: 3 })
  })

  test('nothing is measured from block 0, which has no time, nor of a chain with one block', () => {
    expect(measureIntervals([block(2, 6_000), block(1, 5_000), block(0, null)])).toEqual([{ number: 2, seconds: 1 }])
    expect(measureIntervals([block(1, 5_000), block(0, 0)])).toEqual([])
    expect(measureIntervals([block(0, null)])).toEqual([])
    expect(measureIntervals([])).toEqual([])
    expect(summariseIntervals([])).toBeUndefined()
  })
})

test('authors are counted, the most blocks first, without block 0, which nobody made', () => {
  const blocks = [block(3, 3, 'b'), block(2, 2, 'a'), block(1, 1, 'b'), block(0, null, null)]
  expect(countAuthors(blocks)).toEqual([
    { author: 'b', blocks: 2 },
    { author: 'a', blocks: 1 },
  ])
})
