import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countFilters, MAX_TAGS, NO_FILTERS, readBrowseSearch, toggled, withoutGaps } from './browseSearch.ts'
import { sampleQueryOf } from './sampleQueryOf.ts'

const OWNER = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

describe('readBrowseSearch', () => {
  it('reads everything that can be searched by', () => {
    const search = {
      q: 'dark pad',
      kind: ['Loop', 'Stem'],
      bpmMin: 120,
      bpmMax: 128.5,
      key: [21, 0],
      keyMatch: 'compatible',
      tag: ['acid', '303'],
      priceMin: '0.5',
      priceMax: '12',
      lengthMin: 1,
      lengthMax: 30,
      forSale: true,
      owner: OWNER,
      sort: 'bpmAsc',
    }
    expect(readBrowseSearch(search)).toEqual(search)
  })

  it('takes no more than MAX_TAGS tags', () => {
    const tag = Array.from({ length: MAX_TAGS + 1 }, (_, at) => `tag ${at}`)
    expect(readBrowseSearch({ tag })).toEqual({ tag: tag.slice(0, MAX_TAGS) })
  })

  it('takes a single value for a list, and a number for a word, as a router reads them', () => {
    expect(readBrowseSearch({ q: 808, kind: 'Loop', tag: 303, key: 5, priceMax: 5 })).toEqual({
      q: '808',
      kind: ['Loop'],
      tag: ['303'],
      key: [5],
      priceMax: '5',
    })
  })

  it.each([
    ['unknown kinds and orders', { kind: ['Song', 7], sort: 'random', keyMatch: 'all' }],
    ['numbers out of range', { bpmMin: -1, bpmMax: 1e9, lengthMin: Number.NaN, key: [24, -1, 1.5] }],
    ['amounts that are none', { priceMin: '1e9', priceMax: '0x10', lengthMax: '12' }],
    ['addresses that are none', { owner: '<script>', forSale: 'yes' }],
    ['a mistyped address', { owner: `${OWNER.slice(0, -1)}Z` }],
    ['what no database takes', { tag: ['a\0b'] }],
    ['nested values', { q: { a: 1 }, tag: [['a'], { b: 2 }, ''], kind: { 0: 'Loop' } }],
    ['names of the language', JSON.parse('{ "__proto__": { "q": "x" }, "constructor": "x", "toString": "x" }')],
  ])('leaves out %s', (_, given) => {
    expect(readBrowseSearch(given)).toEqual({})
  })

  it('makes something the market understands of any address at all', () => {
    const names = Object.keys({ ...NO_FILTERS, q: 0, sort: 0 })
    const given = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue())
    fc.assert(
      fc.property(given, (search) => {
        const read = readBrowseSearch(search)
        expect(readBrowseSearch({ ...read })).toEqual(read)
        expect(read.tag?.length ?? 0).toBeLessThanOrEqual(MAX_TAGS)
        expect(read.q?.length ?? 0).toBeLessThanOrEqual(200)
        sampleQueryOf(read)
      }),
    )
  })
})

describe('filters', () => {
  it('are counted by choices; words and order are none of them', () => {
    expect(countFilters({ q: 'x', sort: 'popular', keyMatch: 'relative' })).toBe(0)
    expect(countFilters({ kind: ['Loop', 'Stem'], tag: ['acid'], bpmMin: 100, forSale: true })).toBe(5)
  })

  it('can all be taken back at once, with words and order staying', () => {
    const search = readBrowseSearch({ q: 'x', sort: 'popular', kind: 'Loop', tag: 'a', owner: OWNER, bpmMin: 3 })
    expect(withoutGaps({ ...search, ...NO_FILTERS })).toEqual({ q: 'x', sort: 'popular' })
  })

  it('are put into a list and taken out again', () => {
    expect(toggled(undefined, 'a')).toEqual(['a'])
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
    expect(toggled(['a'], 'a')).toBeUndefined()
  })
})

describe('sampleQueryOf', () => {
  it('asks in the units of the market, without floats', () => {
    expect(
      withoutGaps(sampleQueryOf({ priceMin: '0.000000000001', priceMax: '12.5', lengthMin: 0.5 }) as object),
    ).toEqual({ priceMin: '1', priceMax: '12500000000000', durationMinMs: 500 })
  })

  it('adds the keys that go with those chosen', () => {
    expect(sampleQueryOf({ key: [21] }).key).toEqual([21])
    expect(sampleQueryOf({ key: [21], keyMatch: 'relative' }).key).toEqual([21, 0])
    expect(sampleQueryOf({ key: [21], keyMatch: 'compatible' }).key).toEqual([21, 0, 16, 14])
    expect(sampleQueryOf({ keyMatch: 'relative' }).key).toBeUndefined()
  })
})
