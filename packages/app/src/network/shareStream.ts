import type { StreamNews, TellNews } from './followStream.ts'

const NAME = 'echochain.stream'
/** Blocks come more often than this; a tab that hears of none asks whether anybody still listens for it. */
const SILENT_AFTER_MS = 20_000
/** Phones stop tabs that are not looked at, also the one that listens for the others. */
const ANSWER_WITHIN_MS = 3_000

interface Surroundings {
  readonly locks: Pick<LockManager, 'request'>
  readonly openChannel: (name: string) => BroadcastChannel
}

type Message =
  | { readonly type: 'hello' }
  /** For who has just come; the others know it. */
  | { readonly type: 'standing'; readonly news: readonly StreamNews[] }
  | { readonly type: 'news'; readonly news: StreamNews }

const BROWSER: Surroundings = {
  get locks() {
    return navigator.locks
  },
  openChannel: (name) => new BroadcastChannel(name),
}

/**
 * Has one tab of this browser follow a stream and tell the others: browsers open at most six connections to a host over
 * HTTP/1.1, so with a stream each the seventh tab would never load. Who holds the lock follows. When it leaves, the next
 * in line does; when it does not answer any more, whoever notices takes its place. Where the browser refuses locks, as
 * to pages it keeps nothing for, each tab follows by itself. Leaves when what it returns is called.
 */
export function shareStream(
  follow: (tell: TellNews) => () => void,
  tell: TellNews,
  { locks, openChannel }: Surroundings = BROWSER,
): () => void {
  const channel = openChannel(NAME)
  let hasLeft = false
  let isInformed = false
  let candidacy: AbortController | undefined
  let resign: (() => void) | undefined
  let standing: readonly StreamNews[] = []
  let patience: ReturnType<typeof setTimeout> | undefined

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
  const post = (message: Message) => channel.postMessage(message)
  const expectNews = () => {
    clearTimeout(patience)
    if (!resign) patience = setTimeout(askLeader, SILENT_AFTER_MS)
  }
  const askLeader = () => {
    clearTimeout(patience)
    patience = setTimeout(() => resign ?? stand({ steal: true }), ANSWER_WITHIN_MS)
    post({ type: 'hello' })
  }
  const lead = () =>
    new Promise<void>((resolve) => {
      if (hasLeft) return resolve()
      clearTimeout(patience)
      const stop = follow((news) => {
        standing = news.type === 'change' ? [{ type: 'open' }, news] : [news]
        tell(news)
        post({ type: 'news', news })
      })
      resign = () => {
        resign = undefined
        standing = []
        stop()
        resolve()
      }
    })
  const followAlone = () => {
    clearTimeout(patience)
    channel.close()
    resign = follow(tell)
  }
  const stand = (options: LockOptions = {}) => {
    candidacy?.abort()
    const own = (candidacy = new AbortController())
    const { signal } = own
    locks.request(NAME, options.steal ? options : { signal }, lead).catch(({ name }: DOMException) => {
      if (own !== candidacy || hasLeft) return
      if (name === 'SecurityError') return followAlone()
      resign?.() // another tab has taken its place
      stand()
      expectNews()
    })
  }

  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'hello') {
      if (resign) post({ type: 'standing', news: standing })
      return
    }
    expectNews()
    if (data.type === 'news') tell(data.news)
    else if (!isInformed) data.news.forEach(tell)
    isInformed ||= data.type === 'news' || data.news.length > 0
  })
  stand()
  askLeader()
  return () => {
    hasLeft = true
    clearTimeout(patience)
    candidacy?.abort()
    resign?.()
    channel.close()
  }
}
