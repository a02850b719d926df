import type { Earnings } from '@echochain/sdk'
import { useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../../network/Network.ts'

/** What an account earned, by sample and kind of share. */
export function useEarnings(address: string): readonly Earnings[] | undefined {
  const { market } = useNetwork()
  const { data } = useQuery({
    queryKey: ['live', 'earnings', address],
    queryFn: ({ signal }) => market.earnings(address, { signal }),
  })
  return data
}

/** In all kinds of share of one sample, or in those named. */
export const earnedOf = (
  earnings: readonly Earnings[] | undefined,
  sample: number,
  roles: readonly Earnings['role'][] = ['Owner', 'Royalty', 'Upstream'],
): bigint =>
  (earnings ?? [])
    .filter((item) => item.sample.id === sample && roles.includes(item.role))
    .reduce((sum, { total }) => sum + BigInt(total), 0n)
