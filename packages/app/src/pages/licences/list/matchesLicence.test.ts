import { expect, test } from 'vitest'
import { matchesLicence } from './matchesLicence.ts'

const licence = { id: 42, kind: 'Commercial', sample: { id: 3, title: 'Björk’s Kick', contentCid: null } } as const

test.each(['', '  ', 'kick', 'KICK comm', 'bjork', 'björk', '#42', '42', 'kick 42'])(
  '%j finds the licence',
  (query) => {
    expect(matchesLicence(licence, query)).toBe(true)
  },
)

test.each(['snare', 'kick snare', '#43', 'personal'])('%j does not', (query) => {
  expect(matchesLicence(licence, query)).toBe(false)
})

test('a licence whose sample has no title is found by its number', () => {
  expect(matchesLicence({ ...licence, sample: { ...licence.sample, title: null } }, '#42')).toBe(true)
})
