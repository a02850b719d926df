import { keypairFromUri, createKeypair } from '@echochain/crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inWords } from '../inWords.ts'
import { choosePositions } from './choosePositions.ts'
import { rateSecrecy } from './rateSecrecy.ts'
import { findProblem, normalizeWords, secretFromTestUri, secretFromWords } from './readSecret.ts'

const WORDS = 'legal winner thank year wave sausage worth useful legal winner thank yellow'

test('words are read in any case and with any space, and make the keys other wallets make of them', () => {
  const messy = `  ${WORDS.toUpperCase().replaceAll(' ', '\n  ')}\t`
  expect(normalizeWords(messy)).toBe(WORDS)
  for (const scheme of ['sr25519', 'ed25519', 'ecdsa'] as const) {
    const secret = secretFromWords(messy, scheme)
    expect(secret.words).toBe(WORDS)
    expect(createKeypair(scheme, secret.bytes).account).toBe(keypairFromUri(WORDS, scheme).account)
  }
})

test.each([
  [
    'a word that is not in the list, with the one that was meant',
    WORDS.replace('sausage', 'sausagge'),
    /Word 6.*sausage/,
  ],
  ['swapped words', WORDS.replace('legal winner', 'winner legal'), /do not belong together/],
  ['a missing word', WORDS.replace(' yellow', ''), /12 or 24 words.*11/],
])('%s: said in words', (_, words, said) => {
  expect(findProblem(() => secretFromWords(words))).toMatch(said)
})

test('a secret URI of tests, or why it is none', () => {
  const { bytes, words } = secretFromTestUri(' //Alice//stash ')
  expect(createKeypair('sr25519', bytes).account).toBe(keypairFromUri('//Alice//stash', 'sr25519').account)
  expect(words).toBeUndefined()
  expect(findProblem(() => secretFromTestUri('//Alice/soft', 'ed25519'))).toContain('soft')
  expect(findProblem(() => secretFromTestUri('//Alice'))).toBeUndefined()
})

test('words asked for are different ones of the list, in their order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 24 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
      (length, stream) => {
        const positions = choosePositions(length, 3, () => stream.next().value as number)
        expect(new Set(positions).size).toBe(3)
        expect(positions).toEqual([...positions].sort((a, b) => a - b))
        expect(positions.every((position) => position >= 0 && position < length)).toBe(true)
      },
    ),
  )
})

test.each([
  ['short', ['', '1234567', 'Xy7$kQz']],
  ['weak', ['password', 'password123', '12345678', 'aaaaaaaaaaaa', 'qwertyuiop', 'hellothere']],
  ['fair', ['Tr0mb-one9x', 'kettle-orbit7']],
  ['good', ['correct horse battery', 'Gx9$kd!pQ2zR7v', 'vier blaue lampen singen']],
] as const)('these passwords are %s', (strength, passwords) => {
  for (const password of passwords) expect(rateSecrecy(password), password).toBe(strength)
})

test.each([
  [1, '1 second', 'a second'],
  [59, '59 seconds', 'every 59 seconds'],
  [61, '61 seconds', 'every 61 seconds'],
  [190, '4 minutes', 'every 4 minutes'],
  [3_599, '60 minutes', 'every 60 minutes'],
  [3_601, '61 minutes', 'every 61 minutes'],
  [3_600, '1 hour', 'an hour'],
  [86_400, '1 day', 'a day'],
  [0, '0 seconds', 'every 0 seconds'],
])('%i s is %s', (seconds, plain, once) => {
  expect(inWords(seconds)).toBe(plain)
  expect(inWords(seconds, 'once')).toBe(once)
})
