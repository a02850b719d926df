import { Group, Loader, Stack, Text } from '@mantine/core'
import { licences as licencesWords } from '../text/licences.ts'
import type { TransactionStage } from '../transactions/Transactions.ts'

/** How far a purchase is on its way into a block. */
export function BuyStages({ stage }: { readonly stage: TransactionStage }) {
  return (
    <Stack>
      <Group aria-live="polite" wrap="nowrap">
        <Loader size="sm" type="bars" aria-hidden />
        <Text fw={600}>{licencesWords.buy.stages[stage]}</Text>
      </Group>
      <Text size="sm">{licencesWords.buy.runsOn}</Text>
    </Stack>
  )
}
