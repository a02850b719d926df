import { formatEcho, type SampleDetail, type SampleOffer } from '@echochain/sdk'
import { Anchor, Box, Collapse, Group, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { licences as licencesWords } from '../text/licences.ts'
import { LicenceText } from './LicenceText.tsx'
import { OfferSplit } from '../split/OfferSplit.tsx'

interface BuySummaryProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
}

/** What a person signs when buying: the price, who gets it, and what the licence says. */
export function BuySummary({ sample, offer }: BuySummaryProps) {
  const [reading, { toggle }] = useDisclosure()
  const words = licencesWords.buy
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="baseline">
        <Text fw={600}>{words.dialogTitle(offer.kind)}</Text>
        <Text fz="xl" fw={700}>
          {formatEcho(BigInt(offer.price))}
        </Text>
      </Group>
      {offer.price !== '0' && (
        <Box>
          <Text size="sm" fw={600}>
            {words.whoGetsWhat}
          </Text>
          <Box fz="sm">
            <OfferSplit sample={sample} offer={offer} />
          </Box>
        </Box>
      )}
      <Text size="sm">
        {offer.kind === 'Exclusive' && `${words.exclusiveNote} `}
        {offer.transferable ? words.transferable : words.notTransferable}
      </Text>
      <Anchor component="button" type="button" size="sm" ta="left" aria-expanded={reading} onClick={toggle}>
        {reading ? words.hideTerms : words.readTerms}
      </Anchor>
      <Collapse expanded={reading}>
        <LicenceText terms={offer.terms} />
      </Collapse>
    </Stack>
  )
}
