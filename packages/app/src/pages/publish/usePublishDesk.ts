import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useNetwork } from '../../network/Network.ts'
import { useTransactions } from '../../transactions/Transactions.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { deskOf } from './drafts/deskOf.ts'
import type { DraftsSnapshot } from './drafts/DraftList.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'

const EMPTY: DraftsSnapshot = { drafts: [], activities: new Map(), isLoaded: false }
const never = () => () => {}

/** The desk of this network, with its orders signed by the selected account; undefined while it is opened. */
export function usePublishDesk(): { readonly desk: PublishDesk | undefined; readonly snapshot: DraftsSnapshot } {
  const network = useNetwork()
  const { selected } = useWallet()
  const { signMessage } = useTransactions()
  const { data: open } = useQuery({
    queryKey: ['publishDesk', network.info.genesisHash],
    queryFn: () => deskOf(network),
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  })
  useEffect(() => open?.setSigner(selected && { account: selected, signMessage }), [open, selected, signMessage])
  const snapshot = useSyncExternalStore(open?.desk.subscribe ?? never, open?.desk.snapshot ?? (() => EMPTY))
  return { desk: open?.desk, snapshot }
}
