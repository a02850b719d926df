import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { followStream, type StreamNews, type TellNews } from './followStream.ts'
import { LiveHeadContext, type LiveHead, useNetwork } from './Network.ts'
import { shareStream } from './shareStream.ts'
import { whileInUse } from './whileInUse.ts'

/** No block for this long means that the chain, or the way to it, has stopped. */
const LATE_AFTER_MS = 20_000

/**
 * Follows the market's stream of changes, with one connection for all tabs of the browser: tells the head, and has whatever is shown of the chain asked for anew. Queries
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
    const askAnew = (...kinds: string[]) => {
      for (const kind of kinds) void queries.invalidateQueries({ queryKey: [kind] })
    }
    const expectBlock = () => {
      clearTimeout(late)
      late = setTimeout(() => setState('late'), LATE_AFTER_MS)
    }
    const hear = (news: StreamNews) => {
      if (news.type === 'lost') {
        clearTimeout(late)
        setState('offline')
        return
      }
      expectBlock()
      if (news.type === 'open') {
        setState('following')
        askAnew('live', 'liveSamples', 'liveLicences')
        return
      }
      const { best, finalized, samples, licences } = news.change
      setHead({ best: best.number, finalized, state: 'following' })
      askAnew('live')
      if (samples.length > 0) askAnew('liveSamples')
      if (licences.length > 0) askAnew('liveLicences')
    }
    const follow = (tell: TellNews) => followStream(market.streamUrl, tell)
    // Browsers have locks only on pages they consider secure: not over plain HTTP from another computer.
    const stop =
      'locks' in navigator
        ? whileInUse(() => shareStream(follow, hear))
        : whileInUse(() => follow(hear), { visibleOnly: true })
    expectBlock()
    return () => {
      clearTimeout(late)
      stop()
    }
  }, [market, queries])

  return <LiveHeadContext value={head}>{children}</LiveHeadContext>
}
