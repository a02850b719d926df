import { type ReactNode, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useNetwork } from '../network/Network.ts'
import { WalletContext, type Wallet } from './Wallet.ts'
import { WALLET_KEY, WalletStore } from './WalletStore.ts'

const IDLE_CHECK_MS = 15_000
/** On which tabs tell each other what was locked: an address, or null for all. */
const LOCK_CHANNEL = 'echochain.wallet.lock'

export function WalletProvider({ children }: { readonly children: ReactNode }) {
  const { info } = useNetwork()
  const { store, problem } = useMemo(() => openStore(info.development), [info.development])
  const state = useSyncExternalStore(store.subscribe, store.getState)
  useEffect(() => watchUse(store), [store])
  useEffect(() => {
    if (store.extensions.length === 0) return
    void import('./extension/reconnectExtensions.ts').then(({ reconnectExtensions }) => reconnectExtensions(store))
  }, [store])
  const wallet = useMemo<Wallet>(() => ({ ...state, select: store.select, store, problem }), [state, store, problem])
  return <WalletContext value={wallet}>{children}</WalletContext>
}

/** A wallet that cannot be read is left as it is; what is done meanwhile lasts until the page is left. */
function openStore(development: boolean): { readonly store: WalletStore; readonly problem?: Error } {
  try {
    return { store: new WalletStore({ storage: localStorage, development, onLock: lockElsewhere }) }
  } catch (error) {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }
    return { store: new WalletStore({ storage, development }), problem: error as Error }
  }
}

function lockElsewhere(address: string | null = null): void {
  const channel = new BroadcastChannel(LOCK_CHANNEL)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none
  channel.postMessage(address)
  channel.close()
}

/** Locks the wallet when nobody uses the page, and takes in what other tabs do to it. */
function watchUse(store: WalletStore): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  const locked = new BroadcastChannel(LOCK_CHANNEL)
  locked.addEventListener('message', ({ data }: MessageEvent<string | null>) => store.lockHere(data ?? undefined))
  const onStorage = ({ key }: StorageEvent) => {
    if (key === WALLET_KEY) store.reload()
  }
  // What other tabs did while this page was put away, it was not told.
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    store.lockHere()
    store.reload()
  }
  const timer = setInterval(() => store.lockIfIdle(), IDLE_CHECK_MS)
  addEventListener('storage', onStorage, { signal })
  addEventListener('pageshow', onShow, { signal })
  for (const type of ['pointerdown', 'keydown'] as const) addEventListener(type, store.touch, { passive: true, signal })
  return () => {
    clearInterval(timer)
    leaving.abort()
    locked.close()
  }
}
