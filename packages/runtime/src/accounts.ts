import { ACCOUNT_ID_LENGTH, type AccountId } from '@echochain/codec'

/** An account that belongs to a module: `modl` and eight characters, padded with zeros. Nobody has a key to it. */
const moduleAccount = (id: string): AccountId => `modl${id}`.padEnd(ACCOUNT_ID_LENGTH, '\0') as AccountId

/** Gets its part of fees; spent by governance. */
export const TREASURY_ACCOUNT = moduleAccount('py/trsry')

/** Holds what purchases keep back and what waits to be claimed. */
export const MARKET_ACCOUNT = moduleAccount('py/mrket')
