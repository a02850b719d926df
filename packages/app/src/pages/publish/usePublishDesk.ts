import { useQuery } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { accountQuery } from '../../accounts/accountQuery.ts'
import { useLiveHead, useNetwork } from '../../network/Network.ts'
import { useTransactions } from '../../transactions/Transactions.ts'
import { useWallet } from '../../wallet/Wallet.ts'
import { deskOf, DeskTakenError } from './drafts/deskOf.ts'
import type { DraftsSnapshot } from './drafts/DraftList.ts'
import type { PublishDesk } from './drafts/PublishDesk.ts'

const EMPTY: DraftsSnapshot = { drafts: [], activities: new Map(), isLoaded: false }
const ASK_AGAIN_MS = 2_000
const never = () => () => {}

/** The desk of this network, with its orders signed by the selected account; undefined while it is opened. */
export function usePublishDesk(): {
  readonly desk: PublishDesk | undefined
  readonly snapshot: DraftsSnapshot
  /** The account must be given something first. */
  readonly isPoor: boolean
  /** Another tab has it; here it is opened as soon as that one is closed. */
  readonly isElsewhere: boolean
} {
  const network = useNetwork()
  const { selected } = useWallet()
  const { signMessage } = useTransactions()
  const { state } = useLiveHead()
  const isPoor = useIsPoor(selected?.address)
  const { data: open, failureCount } = useQuery({
    queryKey: ['publishDesk', network.info.genesisHash],
    queryFn: () => deskOf(network),
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
    retry: (_count, error) => error instanceof DeskTakenError,
    retryDelay: ASK_AGAIN_MS,
  })
  useEffect(() => {
    open?.setSigner(selected && isPoor === false ? { account: selected, signMessage } : undefined)
  }, [open, selected, isPoor, signMessage])
  useEffect(() => {
    if (state === 'following') open?.desk.retryInterrupted()
  }, [open, state])
  const snapshot = useSyncExternalStore(open?.desk.subscribe ?? never, open?.desk.snapshot ?? (() => EMPTY))
  return { desk: open?.desk, snapshot, isPoor: isPoor ?? false, isElsewhere: !open && failureCount > 0 }
}

/** Whether the chain does not know the account, because nothing was ever sent to it: the market takes no files of such. */
function useIsPoor(address: string | undefined): boolean | undefined {
  const { market } = useNetwork()
  const { data } = useQuery({ ...accountQuery(market, address ?? ''), enabled: address !== undefined })
  return data && !data.exists
}
