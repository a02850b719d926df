import type { MarketAccount } from '@echochain/sdk'

/** A text that changes when something happens to an account, and not with every block. */
export const versionOf = (account: MarketAccount): string => JSON.stringify({ ...account, at: undefined })
