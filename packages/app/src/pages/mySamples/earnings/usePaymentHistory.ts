import type { MarketClient, Payment } from '@echochain/sdk'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNetwork } from '../../../network/Network.ts'
import { computeGrowth } from './computeGrowth.ts'

/** The chart shows this many of the latest payments one by one. */
const MAX_PAYMENTS = 500
const PAGE = 100

/** How earnings grew; asked for again only when there is more. */
export function usePaymentHistory(address: string, earned: bigint) {
  const { market } = useNetwork()
  return useQuery({
    queryKey: ['paymentHistory', address, earned.toString()],
    queryFn: async ({ signal }) => computeGrowth(await readPayments(market, address, signal), earned),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  })
}

/** The latest, newest first. */
async function readPayments(market: MarketClient, address: string, signal: AbortSignal): Promise<readonly Payment[]> {
  const payments: Payment[] = []
  let cursor: string | undefined
  do {
    const page = await market.payments(address, { limit: PAGE, cursor }, { signal })
    payments.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && payments.length < MAX_PAYMENTS)
  return payments
}
