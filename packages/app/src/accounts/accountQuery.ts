import type { MarketClient } from '@echochain/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

/** Balances of an account, anew with every block. */
export const accountQuery = (market: MarketClient, address: string) =>
  queryOptions({
    queryKey: ['live', 'account', address],
    queryFn: ({ signal }) => market.account(address, { signal }),
    placeholderData: (before, query) => (query?.queryKey[2] === address ? keepPreviousData(before) : undefined),
  })
