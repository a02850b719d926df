import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteBoundedCache } from './ByteBoundedCache.ts'

describe('ByteBoundedCache', () => {
  it('drops what was used longest ago', () => {
    const cache = new ByteBoundedCache<string>(10)
    cache.set('a', 'A', 4)
    cache.set('b', 'B', 4)
    expect(cache.get('a')).toBe('A')
    cache.set('c', 'C', 4)
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C'])
  })

  it('does not give up everything for what does not fit', () => {
    const cache = new ByteBoundedCache<string>(10)
    cache.set('a', 'A', 10)
    cache.set('b', 'B', 11)
    expect([cache.get('a'), cache.get('b')]).toEqual(['A', undefined])
  })

  it('never holds more bytes than it may, and counts what it holds', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat(60)), { maxLength: 40 })
    fc.assert(
      fc.property(steps, (sets) => {
        const cache = new ByteBoundedCache<number>(100)
        const sizes = new Map<string, number>()
        for (const [key, sizeBytes] of sets) {
          cache.set(key, sizeBytes, sizeBytes)
          sizes.set(key, sizeBytes)
          const held = [...sizes.keys()].filter((name) => cache.has(name))
          expect(held.reduce((sum, name) => sum + sizes.get(name)!, 0)).toBe(cache.bytes)
          expect(cache.bytes).toBeLessThanOrEqual(100)
          expect(cache.has(key)).toBe(true)
        }
      }),
    )
  })
})
