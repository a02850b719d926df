import type { MarketChange } from '@echochain/sdk'

/** What becomes known of the market's stream of changes. */
export type StreamNews =
  | { readonly type: 'open' }
  | { readonly type: 'change'; readonly change: MarketChange }
  | { readonly type: 'lost' }

export type TellNews = (news: StreamNews) => void

const REOPEN_MS = 2_000
const LONGEST_REOPEN_MS = 30_000

/**
 * Listens to the market's stream of changes until what it returns is called. An `EventSource` connects again by itself
 * after a lost connection, but gives up when it is refused (WHATWG HTML, 9.2.3), as by a market that is too busy or a
 * proxy before one that is away: a new one is made then, after longer and longer waits.
 */
export function followStream(url: string, tell: TellNews, Source: typeof EventSource = EventSource): () => void {
  let stream: EventSource
  let reopening: ReturnType<typeof setTimeout> | undefined
  let reopenMs = REOPEN_MS
  const open = () => {
    const opened = (stream = new Source(url))
    opened.addEventListener('open', () => {
      reopenMs = REOPEN_MS
      tell({ type: 'open' })
    })
    opened.addEventListener('change', ({ data }) =>
      tell({ type: 'change', change: JSON.parse(data as string) as MarketChange }),
    )
    opened.addEventListener('error', () => {
      tell({ type: 'lost' })
      if (opened.readyState !== Source.CLOSED) return
      reopening = setTimeout(open, reopenMs)
      reopenMs = Math.min(2 * reopenMs, LONGEST_REOPEN_MS)
    })
  }
  open()
  return () => {
    clearTimeout(reopening)
    stream.close()
  }
}
