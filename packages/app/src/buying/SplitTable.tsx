import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Group, Skeleton, Table } from '@mantine/core'
import { Address } from '../elements/Address.tsx'
import { Amount } from '../elements/Amount.tsx'
import { Problem } from '../elements/Problem.tsx'
import { licences as licencesWords } from '../text/licences.ts'
import type { SplitLine } from './describeSplit.ts'
import { useSplit } from './useSplit.ts'

interface SplitTableProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
}

/** Who gets what of a price, to the last unit. */
export function SplitTable({ sample, offer }: SplitTableProps) {
  const { lines, error, retry } = useSplit(sample, offer)
  if (!lines && error) return <Problem error={error} retry={retry} />
  if (!lines) return <Skeleton h={24 * (sample.parents.length + 2)} />
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {lines.map((line, at) => (
          <Table.Tr key={at}>
            <Table.Td>
              <Group gap="4px 12px">
                {labelOf(line)}
                {line.address && <Address address={line.address} />}
              </Group>
            </Table.Td>
            <Table.Td ta="right">
              <Amount value={line.amount} exact />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function labelOf({ role, via }: SplitLine): string {
  const words = licencesWords.buy
  return role === 'upstream' ? words.upstream(via ?? '') : words[role]
}
