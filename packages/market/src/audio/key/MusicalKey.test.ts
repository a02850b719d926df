import { expect, test } from 'vitest'
import { camelotCode, keyName, parseKey, relativeKey } from './MusicalKey.ts'

/** The wheel as Mixed In Key publishes it, from 1A. */
const WHEEL_MINOR = ['Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'Db'].map((note) => `${note} minor`)
const WHEEL_MAJOR = ['B', 'F#', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E'].map((note) => `${note} major`)

test('the Camelot wheel', () => {
  expect(WHEEL_MINOR.map((name) => camelotCode(parseKey(name)!))).toEqual(WHEEL_MINOR.map((_, i) => `${i + 1}A`))
  expect(WHEEL_MAJOR.map((name) => camelotCode(parseKey(name)!))).toEqual(WHEEL_MAJOR.map((_, i) => `${i + 1}B`))
})

test('Camelot and Open Key codes are read back: 8A and 1m are A minor, 8B and 1d C major', () => {
  for (let key = 0; key < 24; key++) {
    expect(parseKey(camelotCode(key)), keyName(key)).toBe(key)
    expect(parseKey(keyName(key)), keyName(key)).toBe(key)
    const [, number, letter] = /^(\d+)([AB])$/.exec(camelotCode(key))!
    const openKey = `${((Number(number) + 4) % 12) + 1}${letter === 'A' ? 'm' : 'd'}`
    expect(parseKey(openKey), openKey).toBe(key)
  }
})

test.each([
  ['Am', 21],
  ['a minor', 21],
  ['A min', 21],
  ['C', 0],
  ['Cmaj', 0],
  ['F#m', 18],
  ['Gbm', 18],
  ['B♭m', 22],
  ['E♭ major', 3],
  ['Cb', 11],
  ['1A', 20],
  ['12d', 5],
])('"%s" is %i', (text, key) => expect(parseKey(text)).toBe(key))

test.each(['', 'o', 'H', 'all', 'Am7', '13A', '0A', 'A minor '.repeat(40)])('"%s" is no key', (text) =>
  expect(parseKey(text)).toBeUndefined(),
)

test('relative keys share their notes: C major and A minor, there and back', () => {
  expect(keyName(relativeKey(0))).toBe('A minor')
  expect(Array.from({ length: 24 }, (_, key) => relativeKey(relativeKey(key)))).toEqual([...Array(24).keys()])
})
