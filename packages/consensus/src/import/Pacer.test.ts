import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pacer } from './Pacer.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

test('SLICE_MS: gives way after 50 ms of work, and not before; a pause begins a new slice', async () => {
  const pacer = new Pacer()
  vi.advanceTimersByTime(50)
  expect(pacer.isDue).toBe(false)
  vi.advanceTimersByTime(1)
  expect(pacer.isDue).toBe(true)
  let othersHadTheirTurn = false
  setImmediate(() => (othersHadTheirTurn = true))
  await pacer.pause()
  expect(othersHadTheirTurn).toBe(true)
  expect(pacer.isDue).toBe(false)
})
