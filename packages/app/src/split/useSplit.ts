import type { SampleDetail, SampleOffer } from '@echochain/sdk'
import { useQueries } from '@tanstack/react-query'
import { useNetwork } from '../network/Network.ts'
import { describeSplit, type SplitLine } from './describeSplit.ts'

/** How a price is divided. */
export interface Split {
  /** Undefined until the samples this one is made from are known. */
  readonly lines: readonly SplitLine[] | undefined
  readonly error: Error | undefined
  retry(): void
}

/** Who gets what of an offer's price. */
export function useSplit(sample: SampleDetail, offer: SampleOffer): Split {
  const { info, market } = useNetwork()
  const parents = useQueries({
    queries: sample.parents.map((parent) => ({
      queryKey: ['sample', parent.sample],
      queryFn: ({ signal }: { signal: AbortSignal }) => market.sample(parent.sample, { signal }),
    })),
  })
  const known = new Map(parents.flatMap(({ data }) => (data ? [[data.id, data] as const] : [])))
  const isKnown = known.size === sample.parents.length
  return {
    lines: isKnown ? describeSplit(BigInt(offer.price), sample, known, info.ss58Prefix) : undefined,
    error: parents.find(({ error }) => error)?.error ?? undefined,
    retry: () => parents.forEach(({ error, refetch }) => error && void refetch()),
  }
}
