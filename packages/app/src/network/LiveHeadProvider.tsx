import type { MarketChange } from '@echochain/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { LiveHeadContext, type LiveHead, useNetwork } from './Network.ts'

/** No block for this long means that the chain, or the way to it, has stopped. */
const LATE_AFTER_MS = 20_000

/**
 * Follows the market's stream of changes: tells the head, and has whatever is shown of the chain asked for anew. Queries
 * whose key begins with `live` are asked with every block, those with `liveSamples` or `liveLicences` when some sample
 * or licence may have changed: what becomes final by that is told by the head.
 */
export function LiveHeadProvider({ children }: { readonly children: ReactNode }) {
  const { market } = useNetwork()
  const queries = useQueryClient()
  const [head, setHead] = useState<LiveHead>({ best: null, finalized: null, state: 'offline' })

  useEffect(() => {
    let late: ReturnType<typeof setTimeout> | undefined
    const setState = (state: LiveHead['state']) => setHead((old) => ({ ...old, state }))
    const expectBlock = () => {
      clearTimeout(late)
      late = setTimeout(() => setState('late'), LATE_AFTER_MS)
    }
    const stream = new EventSource(market.streamUrl)
    stream.addEventListener('open', () => {
      setState('following')
      expectBlock()
      for (const kind of ['live', 'liveSamples', 'liveLicences']) void queries.invalidateQueries({ queryKey: [kind] })
    })
    stream.addEventListener('error', () => {
      clearTimeout(late)
      setState('offline')
    })
    stream.addEventListener('change', ({ data }) => {
      const { best, finalized, samples, licences } = JSON.parse(data as string) as MarketChange
      setHead({ best: best.number, finalized, state: 'following' })
      expectBlock()
      void queries.invalidateQueries({ queryKey: ['live'] })
      if (samples.length > 0) void queries.invalidateQueries({ queryKey: ['liveSamples'] })
      if (licences.length > 0) void queries.invalidateQueries({ queryKey: ['liveLicences'] })
    })
    return () => {
      clearTimeout(late)
      stream.close()
    }
  }, [market, queries])

  return <LiveHeadContext value={head}>{children}</LiveHeadContext>
}
