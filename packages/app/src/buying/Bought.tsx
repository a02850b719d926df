import type { SampleDetail } from '@echochain/sdk'
import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { DownloadButton } from '../downloads/DownloadButton.tsx'
import { licences as licencesWords } from '../text/licences.ts'
import { useTransactions } from '../transactions/Transactions.ts'
import type { Buying } from './useBuying.tsx'
import { useBoughtLicence } from './useBoughtLicence.ts'

interface BoughtProps {
  readonly sample: SampleDetail
  readonly bought: Extract<Buying, { step: 'bought' }>
}

/** The licence is there: what can be done with it, and whether it is final; or its block was taken back again. */
export function Bought({ sample, bought }: BoughtProps) {
  const { tracked } = useTransactions()
  const licence = useBoughtLicence(bought)
  const words = licencesWords.buy
  const stage = tracked.find((transaction) => transaction.hash === bought.hash)?.stage ?? 'inBlock'
  const lost = stage === 'failed' || stage === 'expired'
  const held = stage === 'inBlock' || stage === 'finalized'
  return (
    <Stack>
      <Text fw={600}>{held ? words.boughtTitle : words.takenBackTitle}</Text>
      {held && <Text>{words.bought(sample.title)}</Text>}
      <Alert aria-live="polite" color={lost ? 'red' : stage === 'finalized' ? 'teal' : 'gray'} variant="light">
        {stage === 'inBlock' ? words.notFinalYet : stage === 'finalized' ? words.nowFinal : words.stages[stage]}
      </Alert>
      {held && (
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
