import type { IndexedBlock } from '@echochain/sdk'

/** How long a block came after the one before it. */
export interface BlockInterval {
  readonly number: number
  readonly seconds: number
}

/** The times between blocks, oldest first, from a list that is newest first and has no gaps but at its ends. */
export function measureIntervals(blocks: readonly IndexedBlock[]): readonly BlockInterval[] {
  return blocks
    .flatMap(({ number, timestampMs }, at) => {
      const before = blocks[at + 1]
      // Block 0 has no time of its own.
      if (!before || before.timestampMs === null || timestampMs === null || before.number === 0) return []
      return [{ number, seconds: (timestampMs - before.timestampMs) / 1000 }]
    })
    .toReversed()
}

/** Mean and longest, `undefined` where there is nothing to measure. */
export function summariseIntervals(
  intervals: readonly BlockInterval[],
): { readonly mean: number; readonly longest: number } | undefined {
  if (intervals.length === 0) return undefined
  const seconds = intervals.map((interval) => interval.seconds)
  return { mean: seconds.reduce((sum, each) => sum + each, 0) / seconds.length, longest: Math.max(...seconds) }
}

/** Who made how many of the blocks, the most first. */
export function countAuthors(
  blocks: readonly IndexedBlock[],
): readonly { readonly author: string | null; readonly blocks: number }[] {
  const counts = new Map<string | null, number>()
  for (const { number, author } of blocks) if (number > 0) counts.set(author, (counts.get(author) ?? 0) + 1)
  return [...counts].map(([author, count]) => ({ author, blocks: count })).toSorted((a, b) => b.blocks - a.blocks)
}
