import { fromHex, toHex } from '@echochain/codec'
import { describe, expect, test } from 'vitest'
import { KeyError } from './KeyError.ts'
import { checkPhrase, DEV_PHRASE, generatePhrase, seedFromPhrase } from './phrase.ts'

/** https://github.com/paritytech/substrate-bip39, src/lib.rs (Apache-2.0): phrase, seed with the password "Substrate". */
const SUBSTRATE_BIP39 = [
  [
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    '0x44e9d125f037ac1d51f0a7d3649689d422c2af8b1ec8e00d71db4d7bf6d127e3',
  ],
  [
    'legal winner thank year wave sausage worth useful legal winner thank yellow',
    '0x4313249608fe8ac10fd5886c92c4579007272cb77c21551ee5b8d60b78041685',
  ],
  [
    'letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic avoid letter always',
    '0x9ddecf32ce6bee77f867f3c4bb842d1f0151826a145cb4489598fe71ac29e355',
  ],
  [
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art',
    '0x44e9d125f037ac1d51f0a7d3649689d422c2af8b1ec8e00d71db4d7bf6d127e3',
  ],
  [
    'void come effort suffer camp survey warrior heavy shoot primary clutch crush open amazing screen patrol group space point ten exist slush involve unfold',
    '0x938ba18c3f521f19bd4a399c8425b02c716844325b1a65106b9d1593fbafe5e0',
  ],
]

function failure(phrase: string): KeyError {
  try {
    checkPhrase(phrase)
  } catch (error) {
    if (error instanceof KeyError) return error
    throw error
  }
  throw new Error('The phrase was accepted')
}

describe('BIP-39 phrases', () => {
  test.each(SUBSTRATE_BIP39)('substrate-bip39: %s', (phrase, seed) => {
    expect(toHex(seedFromPhrase(phrase, 'Substrate'))).toBe(seed)
  })

  test('generated phrases have 12 or 24 words, are valid and differ', () => {
    for (const words of [12, 24] as const) {
      const phrase = generatePhrase(words)
      expect(phrase.split(' ')).toHaveLength(words)
      checkPhrase(phrase)
      expect(generatePhrase(words)).not.toBe(phrase)
    }
  })

  test('the random bytes are the entropy', () => {
    const phrase = generatePhrase(12, (length) => new Uint8Array(length).fill(0x7f))
    expect(phrase).toBe('legal winner thank year wave sausage worth useful legal winner thank yellow')
  })

  test('spaces and line ends around words do not matter', () => {
    const spread = ` ${DEV_PHRASE.replaceAll(' ', '\n  ')}\t`
    expect(seedFromPhrase(spread)).toEqual(seedFromPhrase(DEV_PHRASE))
  })

  test('a phrase of the wrong length', () => {
    expect(failure('').code).toBe('WORD_COUNT')
    expect(failure(DEV_PHRASE.split(' ').slice(1).join(' '))).toMatchObject({ code: 'WORD_COUNT' })
    expect(failure(`${DEV_PHRASE} walk`).message).toContain('13')
  })

  test.each([
    ['obey', 'obay', 3, 'obey'],
    ['lake', 'laek', 4, 'lake'],
    ['bottom', 'Bottom', 1, 'bottom'],
    ['curtain', 'curtains', 5, 'curtain'],
    ['walk', 'wlk', 12, 'walk'],
  ])('"%s" written as "%s" is named, with its position and a guess', (word, typo, position, guess) => {
    const error = failure(DEV_PHRASE.replace(word, typo))
    expect(error).toMatchObject({ code: 'UNKNOWN_WORD', position })
    expect(error.message).toContain(`"${typo}"`)
    expect(error.message).toContain(`"${guess}"`)
  })

  test('a word that resembles none gets no guess', () => {
    expect(failure(DEV_PHRASE.replace('lake', 'qqqqqq')).message).toBe('Word 4, "qqqqqq", is not in the list')
  })

  test('swapped words break the checksum', () => {
    expect(failure(DEV_PHRASE.replace('bottom drive', 'drive bottom')).code).toBe('BAD_CHECKSUM')
  })

  test('the public test phrase has the seed that secret URIs assume', () => {
    expect(seedFromPhrase(DEV_PHRASE)).toEqual(
      fromHex('0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e'),
    )
  })
})
