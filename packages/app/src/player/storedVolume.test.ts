import { afterEach, expect, test, vi } from 'vitest'
import { readVolume, writeVolume } from './storedVolume.ts'

afterEach(() => void vi.unstubAllGlobals())

const refuse = (name: string) => () => {
  throw new DOMException('refused', name)
}

test('the volume that was set is read again; what is none is not', () => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  })
  expect(readVolume()).toBe(0.8)
  writeVolume(0.3)
  expect(readVolume()).toBe(0.3)
  for (const key of kept.keys()) kept.set(key, 'loud')
  expect(readVolume()).toBe(0.8)
})

test('storage that is full or blocked keeps nothing, and nothing else happens', () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: refuse('QuotaExceededError') })
  expect(() => writeVolume(0.3)).not.toThrow()
  vi.stubGlobal('localStorage', { getItem: refuse('SecurityError'), setItem: refuse('SecurityError') })
  expect(readVolume()).toBe(0.8)
  expect(() => writeVolume(0.3)).not.toThrow()
})
