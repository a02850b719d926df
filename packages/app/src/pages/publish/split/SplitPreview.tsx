import { parseEcho } from '@echochain/sdk'
import { Box, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Amount } from '../../../elements/Amount.tsx'
import { readAmount } from '../../../elements/readAmount.ts'
import { useNetwork } from '../../../network/Network.ts'
import { LICENCE_KINDS, type OffersForm } from '../../../sampleForm/OffersForm.ts'
import { SplitTable } from '../../../split/SplitTable.tsx'
import { publish as words } from '../../../text/publish.ts'
import { useWallet } from '../../../wallet/Wallet.ts'
import { previewSplit } from './previewSplit.ts'
import type { SplitForm } from './SplitForm.ts'

/** Where nothing is offered yet. */
const EXAMPLE_PRICE = parseEcho('10')

/** Who gets what of a sale, by the chain's own arithmetic. */
export function SplitPreview({ form, offers }: { readonly form: SplitForm; readonly offers: OffersForm }) {
  const { info } = useNetwork()
  const { selected } = useWallet()
  const priced = LICENCE_KINDS.filter((kind) => offers[kind].isOffered && (readAmount(offers[kind].price) ?? 0n) > 0n)
  const [chosen, setChosen] = useState<string>()
  const kind = priced.find((name) => name === chosen) ?? priced[0]
  const price = kind ? readAmount(offers[kind].price)! : EXAMPLE_PRICE
  const lines = selected && previewSplit(form, selected.account, price, info.ss58Prefix)
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {words.previewOf} <Amount value={price} />
        </Text>
        {priced.length > 1 && <SegmentedControl size="xs" data={[...priced]} value={kind} onChange={setChosen} />}
      </Group>
      <Box fz="sm" aria-live="polite">
        {lines ? <SplitTable lines={lines} /> : words.previewUnknown}
      </Box>
      {form.shares.length > 0 && <Text size="xs">{words.previewNote}</Text>}
    </Stack>
  )
}
