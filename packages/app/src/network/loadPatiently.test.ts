import { afterEach, expect, test, vi } from 'vitest'
import { loadPatiently } from './loadPatiently.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A market that is away at first, and code that is there or not once it is back. */
function startMarket(awayFor: number, hasCode: boolean) {
  const waits: number[] = []
  const isUp = () => waits.length >= awayFor
  return {
    waits,
    load: async () => {
      if (isUp() && hasCode) return 'code'
      throw new TypeError('Failed to fetch dynamically imported module')
    },
    surroundings: { answers: async () => isUp(), wait: async () => void waits.push(1) },
  }
}

test('what is there is loaded at once', async () => {
  const { load, surroundings, waits } = startMarket(0, true)
  expect(await loadPatiently(load, surroundings)).toBe('code')
  expect(waits).toHaveLength(0)
})

test('a market that is away is waited for', async () => {
  const { load, surroundings, waits } = startMarket(3, true)
  expect(await loadPatiently(load, surroundings)).toBe('code')
  expect(waits).toHaveLength(3)
})

test('code that a market does not have any more is not waited for', async () => {
  for (const awayFor of [0, 2]) {
    const { load, surroundings, waits } = startMarket(awayFor, false)
    await expect(loadPatiently(load, surroundings)).rejects.toThrow('Failed to fetch')
    expect(waits, `away for ${awayFor}`).toHaveLength(awayFor)
  }
})

test('a market that comes back while it is asked has its code taken', async () => {
  let tries = 0
  const load = async () => {
    tries++
    if (tries === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return 'code'
  }
  const wait = () => Promise.reject(new Error('It need not be waited for'))
  expect(await loadPatiently(load, { answers: async () => true, wait })).toBe('code')
})

test('a proxy that answers for a market that is away is no answer of the market', async () => {
  vi.useFakeTimers()
  const statuses = [502, 503]
  vi.stubGlobal('fetch', async () => new Response(null, { status: statuses.shift() }))
  const load = async () => {
    if (statuses.length === 0) return 'code'
    throw new TypeError('Failed to fetch dynamically imported module')
  }
  const loaded = loadPatiently(load)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await loaded).toBe('code')
})
