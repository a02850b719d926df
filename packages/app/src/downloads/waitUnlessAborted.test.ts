import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { waitUnlessAborted } from './waitUnlessAborted.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('waits that long', async () => {
  let over = false
  const waiting = waitUnlessAborted(500, new AbortController().signal).then(() => (over = true))
  await vi.advanceTimersByTimeAsync(499)
  expect(over).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await waiting
})

test('ends at once when given up, before or meanwhile', async () => {
  await expect(waitUnlessAborted(500, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  const controller = new AbortController()
  const waiting = waitUnlessAborted(500, controller.signal)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  expect(vi.getTimerCount()).toBe(0)
})
