import type { Hash } from '@echochain/codec'
import { findTerms } from '@echochain/sdk'
import { Alert, Text } from '@mantine/core'
import { licences as licencesWords } from '../text/licences.ts'

/** The text that a hash on the chain stands for. It is looked up by its hash, so that it cannot be another text. */
export function LicenceText({ terms }: { readonly terms: Hash }) {
  const found = findTerms(terms)
  if (!found) return <Alert color="yellow">{licencesWords.buy.unknownTerms(terms)}</Alert>
  return found.text
    .trim()
    .split('\n\n')
    .map((paragraph) => (
      <Text key={paragraph} size="sm" mb="xs">
        {paragraph.replaceAll('\n', ' ')}
      </Text>
    ))
}
