import { Group, Table } from '@mantine/core'
import { Address } from '../elements/Address.tsx'
import { Amount } from '../elements/Amount.tsx'
import { split as words } from '../text/split.ts'
import type { SplitLine } from './describeSplit.ts'

/** Who gets what of a price, to the last unit. */
export const SplitTable = ({ lines }: { readonly lines: readonly SplitLine[] }) => (
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

const labelOf = ({ role, via }: SplitLine): string => (role === 'upstream' ? words.upstream(via ?? '') : words[role])
