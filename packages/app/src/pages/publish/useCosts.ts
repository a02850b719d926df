import { encode } from '@echochain/codec'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { accountQuery } from '../../accounts/accountQuery.ts'
import { useNetwork } from '../../network/Network.ts'
import { useWallet, type WalletAccount } from '../../wallet/Wallet.ts'
import { depositOf, publishCall, type ReadyDraft } from './publishCall.ts'

/** In 10⁻¹² ECHO; what is undefined is not known yet. */
export interface Costs {
  readonly deposit: bigint
  readonly fee: bigint | undefined
  readonly balance: bigint | undefined
  readonly isTooMuch: boolean
}

/** What publishing takes, and whether the selected account has it. */
export function useCosts(drafts: readonly ReadyDraft[]): Costs | undefined {
  const { market } = useNetwork()
  const { selected } = useWallet()
  const { data: account } = useQuery({
    ...accountQuery(market, selected?.address ?? ''),
    enabled: selected !== undefined,
  })
  const fee = useFee(drafts, selected)
  if (drafts.length === 0) return undefined
  const deposit = depositOf(drafts)
  const balance = account && BigInt(account.balance.transferable)
  return { deposit, fee, balance, isTooMuch: balance !== undefined && deposit + (fee ?? 0n) > balance }
}

/** Depends on the length of the call only, so typing does not ask a node for every letter. */
function useFee(drafts: readonly ReadyDraft[], selected: WalletAccount | undefined): bigint | undefined {
  const { chain } = useNetwork()
  const shape = drafts.map(({ sample }) =>
    JSON.stringify(sample, (_, value) => (typeof value === 'bigint' ? '' : value)),
  )
  const { data } = useQuery({
    queryKey: ['publishFee', selected?.address, shape.map(({ length }) => length)],
    queryFn: async () => {
      const client = await chain()
      const call = publishCall(client.runtime, drafts)
      encode(client.runtime.callCodec, call) // a call that cannot be encoded has no fee
      return client.fee(call, selected!)
    },
    enabled: selected !== undefined && drafts.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  return data
}
