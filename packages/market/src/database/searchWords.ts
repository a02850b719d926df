const MAX_WORDS = 64
/** Far below what an index entry holds (2,046 bytes), far above what anybody types. */
const MAX_WORD_LENGTH = 64

/**
 * The words of a text as they are searched for: letters and digits only, in lower case, without accents. Made here and
 * not by the database, whose own word rules depend on its locale and take "kick.wav" for the name of a computer.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map((word) => [...word].slice(0, MAX_WORD_LENGTH).join('')))].slice(0, MAX_WORDS)
}

/** A query that finds texts in which each of the words begins a word; undefined without any. */
export function prefixQuery(text: string): string | undefined {
  const words = searchWords(text)
  return words.length === 0 ? undefined : words.map((word) => `'${word}':*`).join(' & ')
}
