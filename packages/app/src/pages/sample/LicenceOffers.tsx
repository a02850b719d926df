import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Card, Collapse, Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Amount } from '../../elements/Amount.tsx'
import { browse as browseWords } from '../../text/browse.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { BuyButton } from '../../buying/BuyButton.tsx'
import { BuyDialog } from '../../buying/BuyDialog.tsx'
import { LicenceText } from '../../buying/LicenceText.tsx'
import { type Purchase, useBuying } from '../../buying/useBuying.tsx'

const words = sampleWords
const browse = browseWords

/** What can be bought: what each licence allows, in a sentence and in full, and what it costs. */
export function LicenceOffers({ sample }: { readonly sample: SampleDetail }) {
  const purchase = useBuying(sample)
  const offers = sample.offers.toSorted((a, b) => (BigInt(a.price) < BigInt(b.price) ? -1 : 1))
  return (
    <section id="licences" style={{ scrollMarginTop: 80 }}>
      <Title order={2} size="h4" mb="sm">
        {words.licences}
      </Title>
      {offers.length === 0 && <Text size="sm">{words.noOffers}</Text>}
      <Stack gap="sm">
        {offers.map((offer) => (
          <OfferCard key={offer.offerHash} sample={sample} offer={offer} purchase={purchase} />
        ))}
      </Stack>
      <BuyDialog sample={sample} purchase={purchase} />
    </section>
  )
}

interface OfferCardProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
  readonly purchase: Purchase
}

function OfferCard({ sample, offer, purchase }: OfferCardProps) {
  const [open, { toggle }] = useDisclosure()
  const kind = words.kinds[offer.kind]
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs" wrap="nowrap" align="baseline">
          <Title order={3} size="h5">
            {kind.name}
          </Title>
          <Text fw={600}>{offer.price === '0' ? browse.free : <Amount value={offer.price} />}</Text>
        </Group>
        <Text size="sm">{kind.allows}</Text>
        <Group justify="space-between" gap="xs">
          <Text size="xs">{offer.transferable ? words.transferable : words.notTransferable}</Text>
          <UnstyledButton onClick={toggle} aria-expanded={open} fz="xs" td="underline">
            {open ? words.hideLicence : words.readLicence}
          </UnstyledButton>
        </Group>
        <Collapse expanded={open}>
          <LicenceText terms={offer.terms} />
        </Collapse>
        {offer.asset === 'Native' ? (
          <BuyButton sample={sample} offer={offer} purchase={purchase} />
        ) : (
          <Text size="sm">{words.otherAsset(offer.asset.asset)}</Text>
        )}
      </Stack>
    </Card>
  )
}
