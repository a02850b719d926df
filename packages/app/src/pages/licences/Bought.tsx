import type { SampleDetail } from '@echochain/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { DownloadButton } from '../../downloads/DownloadButton.tsx'
import { text } from '../../text/text.ts'
import { useTransactions } from '../../transactions/Transactions.ts'
import type { Buying } from './useBuying.tsx'
import { useBoughtLicence } from './useBoughtLicence.ts'

interface BoughtProps {
  readonly sample: SampleDetail
  readonly bought: Extract<Buying, { step: 'bought' }>
}

/** The licence is there: what can be done with it, and whether it is final. */
export function Bought({ sample, bought }: BoughtProps) {
  const { tracked } = useTransactions()
  const licence = useBoughtLicence(bought)
  const words = text.licences.buy
  const stage = tracked.find((transaction) => transaction.hash === bought.hash)?.stage ?? 'inBlock'
  const lost = stage === 'failed' || stage === 'expired'
  return (
    <Stack>
      <Text fw={600}>{words.boughtTitle}</Text>
      <Text>{words.bought(sample.title)}</Text>
      <Alert aria-live="polite" color={lost ? 'red' : stage === 'finalized' ? 'teal' : 'gray'} variant="light">
        {stage === 'inBlock' ? words.notFinalYet : stage === 'finalized' ? words.nowFinal : words.stages[stage]}
      </Alert>
      {!lost && (
        <Group align="flex-start">
          <DownloadButton sample={sample.id} title={sample.title} variant="filled" />
          <Button component={Link} to={`/licences/${licence}`} variant="default">
            {words.certificate(licence)}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
