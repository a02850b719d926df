import { ss58Encode } from '@echochain/codec'
import {
  type ChainClient,
  computeSpendable,
  describeCall,
  isConnectionError,
  JsonRpcError,
  type RuntimeCall,
} from '@echochain/sdk'
import type { WalletAccount } from '../wallet/Wallet.ts'
import { computeSpending, type Spending } from './computeSpending.ts'

/** What is said of a transaction before it is signed. */
export interface Quote {
  /** The call as JSON, for `DecodedValue`: what will be signed, not what the page says it is. */
  readonly described: unknown
  readonly fee: bigint
  readonly spending: Spending
  /** What can be spent of the account, if it goes on to exist. */
  readonly available: bigint
  readonly balanceAfter: bigint
  /** Why the account cannot pay for it. */
  readonly obstacle?: 'noMoney' | 'tooLittle'
  /** Why its call would fail if it ran now, as the chain says it. */
  readonly failure?: string
}

/** Throws as `ChainClient` does. */
export async function quoteTransaction(client: ChainClient, call: RuntimeCall, account: WalletAccount): Promise<Quote> {
  const [fee, { data }, failure] = await Promise.all([
    client.fee(call, account),
    client.account(account.account),
    tryCall(client, call, account),
  ])
  const spending = computeSpending(call)
  const available = computeSpendable(data)
  const leaves = spending.all ? available : fee + spending.paid + spending.deposit
  const affordable = fee + (spending.all ? 0n : spending.paid + spending.deposit) <= available
  return {
    described: describeCall(call, { address: (id) => ss58Encode(id) }),
    fee,
    spending,
    available,
    balanceAfter: data.free > leaves ? data.free - leaves : 0n,
    obstacle: data.free === 0n ? 'noMoney' : affordable ? undefined : 'tooLittle',
    failure,
  }
}

/** Nodes that do not try calls leave it to the block. Throws where the connection is lost. */
async function tryCall(
  client: ChainClient,
  call: RuntimeCall,
  { account }: WalletAccount,
): Promise<string | undefined> {
  try {
    return await client.dryRun(call, account)
  } catch (error) {
    if (error instanceof JsonRpcError && !isConnectionError(error)) return undefined
    throw error
  }
}
