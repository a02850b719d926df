import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { useQueries } from '@tanstack/react-query'
import { useNetwork } from '../network/Network.ts'
import { describeSplit, type SplitLine } from './describeSplit.ts'

/** Who gets what of an offer's price; undefined until the samples this one is made from are known. */
export function useSplit(sample: SampleDetail, offer: SampleOffer): readonly SplitLine[] | undefined {
  const { info, market } = useNetwork()
  const parents = useQueries({
    queries: sample.parents.map((parent) => ({
      queryKey: ['sample', parent.sample],
      queryFn: ({ signal }: { signal: AbortSignal }) => market.sample(parent.sample, { signal }),
    })),
  })
  const known = new Map(parents.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])))
  if (known.size < sample.parents.length) return undefined
  return describeSplit(BigInt(offer.price), sample, known, info.ss58Prefix)
}
