const MAX_WORDS = 64
/** Far below what an index entry holds (2,046 bytes), far above what anybody types. */
const MAX_WORD_LENGTH = 64
/** A letter of the scale with its accidental, which words leave out. */
const SHARP = /(?<![\p{L}\p{N}])([a-g])[#♯]/giu
const FLAT = /(?<![\p{L}\p{N}])([a-g])♭/giu
/** Said with a tempo, and in no title. */
const UNIT = 'bpm'

/**
 * The words of a text as they are searched for: letters and digits only, in lower case, without accents, "F#" as one. Made here and
 * not by the database, whose own word rules depend on its locale and take "kick.wav" for the name of a computer.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .replaceAll(SHARP, '$1sharp ')
    .replaceAll(FLAT, '$1b ')
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map((word) => [...word].slice(0, MAX_WORD_LENGTH).join('')))].slice(0, MAX_WORDS)
}

/**
 * A query that finds texts in which each of the words begins a word; undefined without any. A single letter before another
 * word is one by itself, as in "D minor".
 */
export function prefixQuery(text: string): string | undefined {
  const all = searchWords(text)
  const words = all.length > 1 ? all.filter((word) => word !== UNIT) : all
  if (words.length === 0) return undefined
  return words.map((word, at) => (word.length === 1 && at < words.length - 1 ? `'${word}'` : `'${word}':*`)).join(' & ')
}
