// BIP-39 phrases (https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki), English words. The seed is made
// Substrate's way (https://github.com/paritytech/substrate-bip39): from the entropy, not from the text, and the
// password is taken byte for byte, without Unicode normalization.
import { utf8 } from '@echochain/codec'
import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { randomBytes } from '@noble/hashes/utils.js'
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { KeyError } from './KeyError.ts'

/** The phrase of Substrate's public test accounts: what `//Alice` and the like derive from. Everybody knows it. */
export const DEV_PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'

const PHRASE_LENGTHS = [12, 15, 18, 21, 24]
const WORDS = new Set(wordlist)

/** A new phrase. `random` gives that many random bytes; by default the engine's cryptographic generator. */
export const generatePhrase = (words: 12 | 24, random: (length: number) => Uint8Array = randomBytes): string =>
  entropyToMnemonic(random(words === 12 ? 16 : 32), wordlist)

/** Throws {@link KeyError} unless `phrase` is a BIP-39 phrase: `WORD_COUNT`, `UNKNOWN_WORD` or `BAD_CHECKSUM`. */
export function checkPhrase(phrase: string): void {
  entropyOf(phrase)
}

/** The 32 bytes from which an account's keys derive. Throws {@link KeyError} as {@link checkPhrase} does. */
export function seedFromPhrase(phrase: string, password = ''): Uint8Array {
  return pbkdf2(sha512, entropyOf(phrase), utf8(`mnemonic${password}`), { c: 2048, dkLen: 64 }).slice(0, 32)
}

function entropyOf(phrase: string): Uint8Array {
  const words = phrase.trim().split(/\s+/)
  if (!PHRASE_LENGTHS.includes(words.length))
    throw new KeyError('WORD_COUNT', `A phrase has 12 or 24 words (15, 18 and 21 work too), this one ${words.length}`)
  for (const [index, word] of words.entries()) if (!WORDS.has(word)) throw unknownWord(word, index + 1)
  try {
    return mnemonicToEntropy(words.join(' '), wordlist)
  } catch {
    throw new KeyError(
      'BAD_CHECKSUM',
      'Every word is known, but they do not belong together: one is wrong, or two are swapped',
    )
  }
}

function unknownWord(word: string, position: number): KeyError {
  const similar = mostSimilarWord(word.toLowerCase())
  const hint = similar === undefined ? '' : `; did you mean "${similar}"?`
  return new KeyError('UNKNOWN_WORD', `Word ${position}, "${word.slice(0, 20)}", is not in the list${hint}`, position)
}

/** The listed word with the same four first letters, which identify a word, or else one that is one edit away. */
function mostSimilarWord(word: string): string | undefined {
  return (
    wordlist.find((candidate) => candidate === word) ??
    wordlist.find((candidate) => word.length > 3 && candidate.startsWith(word.slice(0, 4))) ??
    wordlist.find((candidate) => isOneEditAway(word, candidate))
  )
}

/** Whether one letter more, less, or different, or two neighbours swapped, makes `a` of `b`. */
function isOneEditAway(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const restA = a.slice(start)
  const restB = b.slice(start)
  return (
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    restA.slice(1) === restB.slice(1) ||
    (restA.length > 1 && restA[1] + restA[0] + restA.slice(2) === restB)
  )
}
