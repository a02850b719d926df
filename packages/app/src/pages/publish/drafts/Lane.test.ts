import { expect, test } from 'vitest'
import { Lane } from './Lane.ts'

test('so many tasks run at a time, in their order, and one that fails makes room as well', async () => {
  const lane = new Lane(2)
  const started: number[] = []
  const ends = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const runs = ends.map(({ promise }, at) =>
    lane.run(async () => {
      started.push(at)
      await promise
    }),
  )
  const settled = Promise.allSettled(runs)
  expect(started).toEqual([0, 1])
  ends[1].reject(new Error('told to fail'))
  await expect(runs[1]).rejects.toThrow('told to fail')
  expect(started).toEqual([0, 1, 2])
  for (const { resolve } of ends) resolve()
  await settled
  expect(started).toEqual([0, 1, 2, 3])
  expect(lane.isIdle).toBe(true)
})
