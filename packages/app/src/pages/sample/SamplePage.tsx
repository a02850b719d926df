import type { SampleDetail } from '@echochain/sdk'
import { Button, Skeleton, Stack } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { EmptyState } from '../../elements/EmptyState.tsx'
import { Problem } from '../../elements/Problem.tsx'
import { useNetwork } from '../../network/Network.ts'
import { sample as sampleWords } from '../../text/sample.ts'
import { ChainFacts } from './ChainFacts.tsx'
import { HeldLicences } from './HeldLicences.tsx'
import { LicenceOffers } from './LicenceOffers.tsx'
import { Lineage } from './Lineage.tsx'
import { readSampleId } from './readSampleId.ts'
import { SampleHead } from './SampleHead.tsx'
import { SampleHistory } from './SampleHistory.tsx'
import classes from './SamplePage.module.css'
import { SampleSound } from './SampleSound.tsx'
import { SampleWarnings } from './SampleWarnings.tsx'
import { Shares } from './Shares.tsx'
import { useSample } from './useSample.ts'

const words = sampleWords

/** One sample: hear it, see what may be done with it at which price, who is paid, and where it comes from. */
export function SamplePage() {
  const given = useParams({ from: '/samples/$id' }).id
  const id = readSampleId(given)
  return id === undefined ? <NoSample id={given} /> : <KnownSample key={id} id={id} />
}

function KnownSample({ id }: { readonly id: number }) {
  const { market } = useNetwork()
  const { data, error, isPending, refetch } = useSample(market, id)
  if (data) return <Sample sample={data} />
  if (data === null) return <NoSample id={String(id)} />
  if (isPending) return <Waiting />
  return <Problem title={words.failed} error={error ?? new Error(words.failed)} retry={() => void refetch()} />
}

function Sample({ sample }: { readonly sample: SampleDetail }) {
  return (
    <article>
      <SampleHead sample={sample} />
      <SampleWarnings sample={sample} />
      <SampleSound sample={sample} />
      <div className={classes.columns}>
        <aside className={classes.buy} aria-label={words.licences}>
          <HeldLicences sample={sample} />
          <LicenceOffers sample={sample} />
        </aside>
        <Stack className={classes.about} gap={40}>
          <Shares sample={sample} />
          <Lineage sample={sample} />
          <SampleHistory sample={sample} />
          <ChainFacts sample={sample} />
        </Stack>
      </div>
    </article>
  )
}

const Waiting = () => (
  <output aria-busy aria-label={words.loading}>
    <Stack>
      <Skeleton height={36} width="40%" />
      <Skeleton height={20} width="60%" />
      <Skeleton height={160} />
      <Skeleton height={220} />
    </Stack>
  </output>
)

const NoSample = ({ id }: { readonly id: string }) => (
  <EmptyState order={1} title={words.notFoundTitle(id)} body={words.notFoundBody}>
    <Button component={Link} to="/">
      {words.toBrowse}
    </Button>
  </EmptyState>
)
