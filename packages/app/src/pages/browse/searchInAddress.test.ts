import { createMemoryHistory, createRouter } from '@tanstack/react-router'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { router } from '../../router.tsx'
import { SAMPLE_KINDS, SAMPLE_SORTS } from './browseSearch.ts'
import { sampleQueryOf } from './sampleQueryOf.ts'

const OWNER = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

/** What the page asks the market for at an address, and in which order: through the routes of the app. */
function askedAt(address: string) {
  const visited = createRouter({ ...router.options, history: createMemoryHistory({ initialEntries: [address] }) })
  const { search } = visited.matchRoutes(visited.latestLocation).at(-1)!
  return JSON.parse(JSON.stringify({ ...sampleQueryOf(search), sort: search.sort }))
}

describe('an address anybody may have written', () => {
  test('says what is searched for', () => {
    const kind = encodeURIComponent('["Loop"]')
    expect(askedAt(`/?q=acid&bpmMin=120&kind=${kind}&priceMax=1.5&lengthMin=2&owner=${OWNER}&sort=popular`)).toEqual({
      q: 'acid',
      bpmMin: 120,
      kind: ['Loop'],
      priceMax: '1500000000000',
      durationMinMs: 2_000,
      owner: OWNER,
      sort: 'popular',
    })
  })

  test.each([
    '/?bpmMin=abc&sort=zzz',
    '/?lengthMin=-5&lengthMax=1e9&bpmMax=-1',
    `/?owner=foo`,
    `/?owner=${OWNER.slice(0, -1)}Z`,
    '/?priceMin=1,5&priceMax=-1',
    '/?key=24&kind=Song&tag=&keyMatch=all&forSale=false',
    '/?key=%5B%7B%7D%2C1.5%5D&tag=%00',
    '/?limit=100000&cursor=x&status=Removed&__proto__=x',
  ])('%s asks for nothing in particular', (address) => {
    expect(askedAt(address)).toEqual({})
  })

  test.each(['128', '007', '1e5', 'true', 'null', '[1]', '"bass"', '[', 'drum & bass', '1.0'])(
    'words searched for come back as they were: %s',
    (q) => {
      const address = `/${router.options.stringifySearch({ q })}`
      expect(askedAt(address)).toEqual({ q })
    },
  )

  test('a number searched for stands there as it is', () => {
    expect(router.options.stringifySearch({ q: '128' })).toBe('?q=128')
  })

  test('never asks for what the market refuses', () => {
    const names =
      'q kind bpmMin bpmMax key keyMatch tag priceMin priceMax lengthMin lengthMax forSale owner sort'.split(' ')
    const value = fc.oneof(fc.string(), fc.double().map(String), fc.json())
    const search = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value)
    fc.assert(
      fc.property(search, (given) => {
        const {
          q = '',
          sort = 'newest',
          kind = [],
          key = [],
          tag = [],
          ...rest
        } = askedAt(`/?${new URLSearchParams(given)}`)
        expect(q.length).toBeLessThanOrEqual(200)
        expect(SAMPLE_SORTS).toContain(sort)
        for (const one of kind) expect(SAMPLE_KINDS).toContain(one)
        for (const one of key) expect(Number.isInteger(one) && one >= 0 && one < 24).toBe(true)
        for (const one of tag) expect(one).toMatch(/^[^\0]{1,128}$/s)
        for (const name of ['priceMin', 'priceMax']) expect(rest[name] ?? '0').toMatch(/^\d{1,39}$/)
        for (const name of ['bpmMin', 'bpmMax']) expect(rest[name] ?? 0).toSatisfy((n: number) => n >= 0 && n <= 10_000)
        for (const name of ['durationMinMs', 'durationMaxMs'])
          expect(rest[name] ?? 0).toSatisfy((n: number) => Number.isInteger(n) && n >= 0 && n <= 86_400_000)
        expect(rest.owner).toBeUndefined()
      }),
    )
  })
})
