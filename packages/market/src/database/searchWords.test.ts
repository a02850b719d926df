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
      expect(prefixQuery(text)).toBe(words.length ? words.map((word) => `'${word}':*`).join(' & ') : undefined)
    }),
  )
})
