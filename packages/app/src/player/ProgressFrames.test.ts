import { expect, it } from 'vitest'
import { ProgressFrames } from './ProgressFrames.ts'

function setUp() {
  const waiting: (() => void)[] = []
  const frames = new ProgressFrames((callback) => {
    waiting.push(callback)
    return () => void waiting.splice(waiting.indexOf(callback), 1)
  })
  const told: number[] = []
  return { frames, waiting, told, tell: (share: number) => void told.push(share), frame: () => waiting.shift()?.() }
}

it('tells at once, and then with every frame while something plays', () => {
  const { frames, told, tell, frame } = setUp()
  let share = 0.1
  frames.run(true, () => share)
  frames.listen(tell)
  share = 0.2
  frame()
  share = 0.3
  frame()
  expect(told).toEqual([0.1, 0.2, 0.3])
})

it('asks for no frames while nothing plays or nobody listens', () => {
  const { frames, waiting, told, tell, frame } = setUp()
  frames.run(true, () => 0.5)
  expect(waiting).toHaveLength(0)
  const stop = frames.listen(tell)
  expect(waiting).toHaveLength(1)
  frames.run(false, () => 0.6)
  expect(waiting).toHaveLength(0)
  expect(told).toEqual([0.5, 0.6])
  frames.run(true, () => 0.7)
  stop()
  frame()
  expect(waiting).toHaveLength(0)
  expect(told).toEqual([0.5, 0.6, 0.7])
})
