import { Group, Loader, Stack, Text } from '@mantine/core'
import { text } from '../../text/text.ts'
import type { TransactionStage } from '../../transactions/Transactions.ts'

/** How far a purchase is on its way into a block. */
export function BuyStages({ stage }: { readonly stage: TransactionStage }) {
  return (
    <Stack>
      <Group aria-live="polite" wrap="nowrap">
        <Loader size="sm" type="bars" aria-hidden />
        <Text fw={600}>{text.licences.buy.stages[stage]}</Text>
      </Group>
      <Text size="sm">{text.licences.buy.runsOn}</Text>
    </Stack>
  )
}
