import type { MarketClient, SearchResult } from '@echochain/sdk'

const PATHS = {
  block: '/blocks',
  extrinsic: '/extrinsics',
  account: '/accounts',
  sample: '/samples',
  licence: '/licences',
} as const

/** The page of something that was found. A purchase is shown by the licence that came of it, or by its extrinsic. */
export async function addressOfResult(
  { type, id }: SearchResult,
  market: Pick<MarketClient, 'purchase'>,
): Promise<string> {
  if (type !== 'purchase') return `${PATHS[type]}/${id}`
  const { licence, extrinsic, openedAt } = await market.purchase(Number(id))
  if (licence !== null) return `/licences/${licence}`
  return extrinsic === null ? `/blocks/${openedAt.number}` : `/extrinsics/${extrinsic}`
}

/** What looks like a hash but was not found may be a transaction that waits for a block. */
export const isHash = (text: string): boolean => /^0x[0-9a-fA-F]{64}$/.test(text)
