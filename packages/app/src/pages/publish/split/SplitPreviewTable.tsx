import { parseEcho } from '@echochain/sdk'
import { Group, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Address } from '../../../elements/Address.tsx'
import { Amount } from '../../../elements/Amount.tsx'
import { readAmount } from '../../../elements/readAmount.ts'
import { LICENCE_KINDS, type OffersForm } from '../../../sampleForm/OffersForm.ts'
import { publish as words } from '../../../text/publish.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { previewSplit, type SplitLine } from './previewSplit.ts'
import type { SplitForm } from './SplitForm.ts'

/** Where nothing is offered yet. */
const EXAMPLE_PRICE = parseEcho('10')

/** Who gets what of a sale, by the chain's own arithmetic. */
export function SplitPreviewTable({ form, offers }: { readonly form: SplitForm; readonly offers: OffersForm }) {
  const { selected } = useWallet()
  const priced = LICENCE_KINDS.filter((kind) => offers[kind].isOffered && (readAmount(offers[kind].price) ?? 0n) > 0n)
  const [chosen, setChosen] = useState<string>()
  const kind = priced.find((name) => name === chosen) ?? priced[0]
  const price = kind ? readAmount(offers[kind].price)! : EXAMPLE_PRICE
  const preview = selected && previewSplit(form, selected.account, price)
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {words.previewOf} <Amount value={price} />
        </Text>
        {priced.length > 1 && <SegmentedControl size="xs" data={[...priced]} value={kind} onChange={setChosen} />}
      </Group>
      {!preview && <Text size="sm">{words.previewUnknown}</Text>}
      {preview && (
        <Table withRowBorders={false} verticalSpacing={4} aria-live="polite">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.previewWho}</Table.Th>
              <Table.Th ta="right">{words.previewWhat}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {preview.lines.map((line, at) => (
              <Line key={at} line={line} />
            ))}
            <Table.Tr>
              <Table.Td>{words.previewFee}</Table.Td>
              <Table.Td ta="right">
                <Amount value={preview.fee} />
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      )}
      {form.shares.length > 0 && <Text size="xs">{words.previewNote}</Text>}
    </Stack>
  )
}

function Line({ line: { address, amount, role, via } }: { readonly line: SplitLine }) {
  const why = role === 'Upstream' ? words.upstreamRole(via?.title ?? '') : words.roles[role]
  return (
    <Table.Tr>
      <Table.Td>
        <Address address={address} />{' '}
        <Text span size="xs">
          {why}
        </Text>
      </Table.Td>
      <Table.Td ta="right">
        <Amount value={amount} />
      </Table.Td>
    </Table.Tr>
  )
}
