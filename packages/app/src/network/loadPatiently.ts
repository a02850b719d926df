const RETRY_MS = 2_000

interface Surroundings {
  /** Whether the market, which also serves the app, answers; a proxy that says it is away does not count. */
  answers(): Promise<boolean>
  wait(): Promise<void>
}

const BROWSER: Surroundings = {
  answers: () =>
    fetch('/api/network', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  wait: () => new Promise((resolve) => setTimeout(resolve, RETRY_MS)),
}

/**
 * Loads code of the app. The market that serves it may be away, and is waited for. Where it answers but does not have
 * the code, because it serves another version of the app by now, this rejects: the page has to be loaded again.
 */
export async function loadPatiently<T>(load: () => Promise<T>, { answers, wait } = BROWSER): Promise<T> {
  for (;;) {
    try {
      return await load()
    } catch {
      if (await answers()) return load() // it may have come back just now
      await wait()
    }
  }
}
