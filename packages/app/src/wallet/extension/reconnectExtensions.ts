import type { WalletStore } from '../WalletStore.ts'
import { connectExtension } from './connectExtension.ts'
import { findExtension } from './InjectedExtension.ts'

const TRIES = 10
const EVERY_MS = 200

/** Has the extensions that let this page in at an earlier visit show their accounts. They come a moment after the page. */
export async function reconnectExtensions(store: WalletStore): Promise<void> {
  const waiting = new Set(store.extensions)
  for (let tries = 0; tries < TRIES && waiting.size > 0; tries++) {
    for (const name of waiting)
      if (findExtension(name)) {
        waiting.delete(name)
        await connectExtension(name, store).catch(() => {}) // refused since: it can be connected again by hand
      }
    if (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
  }
}
