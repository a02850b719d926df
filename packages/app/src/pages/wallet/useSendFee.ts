import { useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../network/Network.ts'
import { useWallet } from '../../wallet/Wallet.ts'

/** What sending costs the account that is used; whom it goes to and how much makes next to no difference. */
export function useSendFee(): bigint | undefined {
  const { chain } = useNetwork()
  const { selected } = useWallet()
  const { data } = useQuery({
    queryKey: ['sendFee', selected?.address],
    queryFn: async () => {
      const [client, { sendCall }] = await Promise.all([chain(), import('./walletCalls.ts')])
      const { address, account, scheme } = selected!
      return client.fee(sendCall({ to: address, amount: 10n ** 15n }), { account, scheme })
    },
    enabled: selected !== undefined,
    staleTime: 60_000,
  })
  return data
}
