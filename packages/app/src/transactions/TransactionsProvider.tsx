import { lazy, type ReactNode, Suspense, useEffect, useMemo, useSyncExternalStore } from 'react'
import { loadPatiently } from '../network/loadPatiently.ts'
import { useNetwork } from '../network/Network.ts'
import { useWallet } from '../wallet/Wallet.ts'
import { TransactionDesk } from './TransactionDesk.ts'
import { TransactionLog } from './TransactionLog.ts'
import { type Transactions, TransactionsContext } from './Transactions.ts'

const SignDialog = lazy(() =>
  loadPatiently(() => import('./SignDialog.tsx')).then((module) => ({ default: module.SignDialog })),
)

/** Asked for only when it is used: a browser that keeps nothing throws, which the log can live with. */
const PAGE_STORAGE = {
  getItem: (key: string) => localStorage.getItem(key),
  setItem: (key: string, value: string) => localStorage.setItem(key, value),
}

export function TransactionsProvider({ children }: { readonly children: ReactNode }) {
  const { info, chain } = useNetwork()
  const { selected } = useWallet()
  const { desk, log } = useMemo(() => {
    const log = new TransactionLog(PAGE_STORAGE, info.genesisHash)
    const wait = () => new Promise<void>((resolve) => setTimeout(resolve, info.slotMs))
    return { log, desk: new TransactionDesk({ log, chain, wait }) }
  }, [info, chain])
  useEffect(() => desk.resume(), [desk])
  useEffect(() => {
    const onStorage = ({ key }: StorageEvent) => {
      if (key === log.key) log.reload()
    }
    addEventListener('storage', onStorage)
    return () => removeEventListener('storage', onStorage)
  }, [log])
  const tracked = useSyncExternalStore(log.subscribe, log.getAll)
  const order = useSyncExternalStore(desk.subscribe, desk.getOrder)
  const transactions = useMemo<Transactions>(
    () => ({
      tracked,
      submit: (request) => desk.submit(request, selected),
      signMessage: (request) => desk.signMessage(request, selected),
      clearSettled: () => log.clearSettled(),
    }),
    [desk, log, tracked, selected],
  )
  return (
    <TransactionsContext value={transactions}>
      {children}
      {order && (
        <Suspense fallback={null}>
          <SignDialog key={order.id} order={order} />
        </Suspense>
      )}
    </TransactionsContext>
  )
}
