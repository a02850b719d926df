/**
 * Does something until what this returns is called, except while the page is kept only so that the browser's back button
 * is quick: what it holds then, nobody else gets. `visibleOnly`: nor while the page is not looked at.
 */
export function whileInUse(start: () => () => void, { visibleOnly = false } = {}): () => void {
  let stop: (() => void) | undefined
  const update = (isWanted: boolean) => {
    if (isWanted) stop ??= start()
    else {
      stop?.()
      stop = undefined
    }
  }
  const isSeen = () => !visibleOnly || document.visibilityState === 'visible'
  const leaving = new AbortController()
  const { signal } = leaving
  addEventListener('pagehide', () => update(false), { signal })
  addEventListener('pageshow', () => update(isSeen()), { signal })
  if (visibleOnly) document.addEventListener('visibilitychange', () => update(isSeen()), { signal })
  update(isSeen())
  return () => {
    leaving.abort()
    update(false)
  }
}
