import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Group, Skeleton, Table } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { Address } from '../../elements/Address.tsx'
import { Amount } from '../../elements/Amount.tsx'
import { useNetwork } from '../../network/Network.ts'
import { licences as licencesWords } from '../../text/licences.ts'
import { describeSplit, type SplitLine } from './describeSplit.ts'

interface SplitTableProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
}

/** Who gets what of a price, to the last unit. */
export function SplitTable({ sample, offer }: SplitTableProps) {
  const { info, market } = useNetwork()
  const parents = useQueries({
    queries: sample.parents.map((parent) => ({
      queryKey: ['sample', parent.sample],
      queryFn: ({ signal }: { signal: AbortSignal }) => market.sample(parent.sample, { signal }),
    })),
  })
  const known = new Map(parents.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])))
  if (known.size < sample.parents.length) return <Skeleton h={24 * (sample.parents.length + 2)} />
  return (
    <Table withRowBorders={false} verticalSpacing={4} horizontalSpacing={0}>
      <Table.Tbody>
        {describeSplit(BigInt(offer.price), sample, known, info.ss58Prefix).map((line, at) => (
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
