import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { Skeleton } from '@mantine/core'
import { Problem } from '../elements/Problem.tsx'
import { SplitTable } from './SplitTable.tsx'
import { useSplit } from './useSplit.ts'

interface OfferSplitProps {
  readonly sample: SampleDetail
  readonly offer: SampleOffer
}

/** Who gets what of an offer's price. */
export function OfferSplit({ sample, offer }: OfferSplitProps) {
  const { lines, error, retry } = useSplit(sample, offer)
  if (lines) return <SplitTable lines={lines} />
  return error ? <Problem error={error} retry={retry} /> : <Skeleton h={24 * (sample.parents.length + 2)} />
}
