import { formatEcho, LICENCE_TERMS, parseEcho, type SampleOffer, termsHash } from '@echochain/sdk'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DescriptionForm, readBpm, readDescription, writeBpm } from './DescriptionForm.ts'
import { NEW_OFFERS, readOffers, writeOffers } from './OffersForm.ts'
import { readPercent, writePercent } from './percent.ts'

const form: DescriptionForm = { title: ' Night Bus ', tags: ['Warm', 'keys '], kind: 'Loop', bpm: '93.5', key: 21 }

describe('what is said of a sound', () => {
  test('is trimmed and told in the numbers of the chain', () => {
    expect(readDescription(form)).toEqual({
      problems: {},
      value: { title: 'Night Bus', tags: ['warm', 'keys'], kind: 'Loop', bpm: 93_500, key: 21 },
    })
    expect(readDescription({ ...form, bpm: '', key: null }).value).toMatchObject({ bpm: 0, key: undefined })
  })

  test('is refused as the chain would, by field', () => {
    const problemsOf = (changes: Partial<DescriptionForm>) =>
      Object.keys(readDescription({ ...form, ...changes }).problems)
    expect(problemsOf({ title: '  ' })).toEqual(['title'])
    expect(problemsOf({ title: 'é'.repeat(65) })).toEqual(['title'])
    expect(problemsOf({ title: 'é'.repeat(64) })).toEqual([])
    expect(problemsOf({ tags: Array.from({ length: 17 }, (_, at) => `tag ${at}`) })).toEqual(['tags'])
    expect(problemsOf({ title: 'Dot \u202eevil\u202c name' }), 'shown as "Dot live name"').toEqual(['title'])
    expect(problemsOf({ title: 'Family 👨‍👩‍👧 \u{1f941}' })).toEqual([])
    expect(problemsOf({ tags: ['wa\u200brm'] })).toEqual(['tags'])
    expect(problemsOf({ tags: ['warm', 'Warm '] })).toEqual(['tags'])
    expect(problemsOf({ tags: ['x'.repeat(33)] })).toEqual(['tags'])
    expect(problemsOf({ bpm: 'fast', title: '' })).toEqual(['title', 'bpm'])
  })

  test('a tempo has at most three decimals, and reads back as it is written', () => {
    for (const text of ['0', '0.000', '-3', '1e3', '12.3456', '1000', '12.', '.5'])
      expect(readBpm(text), text).toBe(undefined)
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999 }), (bpm) => readBpm(writeBpm(bpm)) === bpm))
  })
})

describe('offers', () => {
  const offerOf = (changes: Partial<SampleOffer>): SampleOffer => ({
    offerHash: '0x00',
    kind: 'Personal',
    terms: termsHash(LICENCE_TERMS.Personal),
    asset: 'Native',
    price: '1500000000000',
    transferable: false,
    ...changes,
  })

  test('only what is offered is read, with exact prices', () => {
    const { value } = readOffers({
      ...NEW_OFFERS,
      Commercial: { isOffered: true, price: '0.000000000001', transferable: true },
    })
    expect(value!.map(({ kind, price }) => [kind, price.value])).toEqual([
      ['Personal', parseEcho('2')],
      ['Commercial', 1n],
    ])
  })

  test('a price that is none is said at its kind', () => {
    for (const price of ['', 'ten', '1,5', '-1', '1000000001'])
      expect(
        Object.keys(readOffers({ ...NEW_OFFERS, Personal: { isOffered: true, price, transferable: true } }).problems),
        price,
      ).toEqual(['Personal'])
    expect(
      readOffers({ ...NEW_OFFERS, Exclusive: { isOffered: false, price: 'ten', transferable: true } }).problems,
    ).toEqual({})
  })

  test('of the chain are written into the fields they came from, exactly; others are kept apart', () => {
    const foreign = offerOf({ terms: `0x${'12'.repeat(32)}` })
    const second = offerOf({ price: '7', transferable: true })
    const { form: written, others } = writeOffers([offerOf({}), foreign, second])
    expect(written.Personal).toEqual({ isOffered: true, price: '1.5', transferable: false })
    expect(written.Commercial.isOffered).toBe(false)
    expect(others.map(({ terms, price }) => [terms, price.value])).toEqual([
      [foreign.terms, 1_500_000_000_000n],
      [second.terms, 7n],
    ])
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 21n), (price) => {
        const [read] = readOffers(writeOffers([offerOf({ price: String(price) })]).form).value!
        return read.price.value === price && formatEcho(read.price.value) === formatEcho(price)
      }),
    )
  })
})

test('percents are basis points with two decimals, and read back as they are written', () => {
  expect(['12.5', '12.5 %', '100', '0.01', '0'].map(readPercent)).toEqual([1_250, 1_250, 10_000, 1, 0])
  for (const text of ['', '100.01', '101', '1.234', '-1', 'half', '1e1'])
    expect(readPercent(text), text).toBe(undefined)
  fc.assert(fc.property(fc.integer({ min: 0, max: 10_000 }), (share) => readPercent(writePercent(share)) === share))
})
