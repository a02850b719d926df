import type { LicenceCard } from '@echochain/sdk'
import { licences as licencesWords } from '../../../text/licences.ts'

/** Letters without their accents, so that "Bjork" finds "Björk". */
const plain = (words: string): string => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether a licence has all words of a search, anywhere in its title, kind or number. */
export function matchesLicence(
  { id, kind, sample }: Pick<LicenceCard, 'id' | 'kind' | 'sample'>,
  query: string,
): boolean {
  const said = plain(`${sample.title ?? ''} ${licencesWords.kind(kind)} #${id}`)
  return plain(query)
    .split(/\s+/)
    .every((word) => said.includes(word))
}
