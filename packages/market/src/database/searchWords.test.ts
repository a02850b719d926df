import fc from 'fast-check'
import { expect, test } from 'vitest'
import { prefixQuery, searchWords } from './searchWords.ts'

test.each([
  ['Night Bus Break', ['night', 'bus', 'break']],
  ['kick.wav', ['kick', 'wav']],
  ['Boom-Bap (808) #1', ['boom', 'bap', '808', '1']],
  ['Études für Ñandú', ['etudes', 'fur', 'nandu']],
  ['ДРАМ ビート', ['драм', 'ビート'.normalize('NFKD').replaceAll(/\p{Mn}/gu, '')]],
  ['a a A', ['a']],
  ['in F# and E♭, not HF#', ['in', 'fsharp', 'and', 'eb', 'not', 'hf']],
  ['🥁 --- \0', []],
])('%j is searched as %j', (text, words) => {
  expect(searchWords(text)).toEqual(words)
})

test('words are few, short, and nothing that a query could take for its own', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      const words = searchWords(text)
      expect(words.length).toBeLessThanOrEqual(64)
      for (const word of words) {
        expect(word).toMatch(/^[\p{L}\p{N}]{1,64}$/u)
        expect(searchWords(word)).toEqual([word])
      }
      expect(prefixQuery(text) === undefined).toBe(words.length === 0)
    }),
  )
})

test.each([
  ['dusty dr', "'dusty':* & 'dr':*"],
  ['120 bpm', "'120':*"],
  ['bpm 90', "'90':*"],
  ['bpm', "'bpm':*"],
  ['D minor', "'d' & 'minor':*"],
  ['d', "'d':*"],
  ['D#', "'dsharp':*"],
])('%j asks for %s', (text, query) => {
  expect(prefixQuery(text)).toBe(query)
})
