import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Group, NativeSelect, Title } from '@mantine/core'
import { useState } from 'react'
import { shortAmount } from '../../elements/shortAmount.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { OfferSplit } from '../../split/OfferSplit.tsx'
import { SplitBar } from './SplitBar.tsx'

const words = sampleWords

/** Who is paid when a licence is sold, as a picture and to the last unit. */
export function Shares({ sample }: { readonly sample: SampleDetail }) {
  const [chosen, setChosen] = useState<string>()
  const offers = sample.offers.filter(({ asset, price }) => asset === 'Native' && price !== '0')
  const offer = offers.find(({ offerHash }) => offerHash === chosen) ?? offers[0]
  if (!offer) return null
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {words.shares}
        </Title>
        {offers.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={words.sharesOf}
            data={offers.map((each) => ({ value: each.offerHash, label: labelOf(each) }))}
            value={offer.offerHash}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
        )}
      </Group>
      <SplitBar sample={sample} offer={offer} />
      <OfferSplit sample={sample} offer={offer} />
    </section>
  )
}

const labelOf = ({ kind, price }: SampleOffer): string =>
  words.ofLicence(words.kinds[kind].name, shortAmount(BigInt(price)))
