import { accountIdToBytes, toHex } from '@echochain/codec'
import { systemStorage } from '@echochain/frame'
import { computeSpendable, registryStorage } from '@echochain/runtime'
import { sql } from 'kysely'
import { z } from 'zod'
import { readEntries } from '../../indexer/readStorage.ts'
import { MarketError } from '../../MarketError.ts'
import type { ApiParts } from '../Api.ts'
import type { GivenAddress } from '../parseAddress.ts'
import { address, amount, blockRef } from '../schemas.ts'

export const accountView = z
  .object({
    address,
    publicKey: z.string(),
    exists: z.boolean().meta({ description: 'Whether the chain has the account; it goes when its balance does' }),
    nonce: z.int(),
    balance: z.object({
      free: amount,
      reserved: amount.meta({ description: 'Set aside as deposits' }),
      frozen: amount.meta({ description: 'Part of free that cannot be spent' }),
      transferable: amount.meta({ description: 'What can be sent with the account going on to exist' }),
    }),
    claimable: amount.meta({ description: 'Shares credited while the account did not exist' }),
    samples: z.int(),
    licences: z.int(),
    purchases: z.int(),
    sales: z.int().meta({ description: 'Licences of its own samples sold' }),
    earned: amount.meta({ description: 'All shares of sales, as owner, by royalties and upstream' }),
    spent: amount.meta({ description: 'Prices paid for licences' }),
    at: blockRef.pick({ number: true }).meta({ description: 'The block after which the balance was this' }),
  })
  .meta({ id: 'Account' })

/** Balances from the state at the indexed head, the rest from the index. Throws MarketError `NODE_UNREACHABLE`. */
export async function getAccount(
  { db, indexer }: Pick<ApiParts, 'db' | 'indexer'>,
  { account, address: name }: GivenAddress,
): Promise<z.infer<typeof accountView>> {
  const { tip } = indexer.status
  if (!tip) throw new MarketError('NODE_UNREACHABLE', 'The market has not indexed any block yet; try again shortly')
  const [[info], [claimable], counts] = await Promise.all([
    readEntries(indexer.source, tip.hash, systemStorage.account, [account]),
    readEntries(indexer.source, tip.hash, registryStorage.claimable, [account]),
    sql<Counts>`select
      (select count(*)::integer from samples where owner = ${name}) as samples,
      (select count(*)::integer from licences where holder = ${name}) as licences,
      (select count(*)::integer from purchases where buyer = ${name}) as purchases,
      (select count(*)::integer from purchases where seller = ${name}) as sales,
      (select coalesce(sum(amount), 0) from payments where account = ${name}) as earned,
      (select coalesce(sum(price), 0) from purchases where buyer = ${name}) as spent`.execute(db),
  ])
  const { free, reserved, frozen } = info.data
  const { earned, spent, ...numbers } = counts.rows[0]
  return {
    address: name,
    publicKey: toHex(accountIdToBytes(account)),
    exists: info.providers > 0,
    nonce: info.nonce,
    balance: {
      free: free.toString(),
      reserved: reserved.toString(),
      frozen: frozen.toString(),
      transferable: computeSpendable(info.data).toString(),
    },
    claimable: claimable.toString(),
    ...numbers,
    earned: earned.toString(),
    spent: spent.toString(),
    at: { number: tip.number },
  }
}

interface Counts {
  readonly samples: number
  readonly licences: number
  readonly purchases: number
  readonly sales: number
  readonly earned: bigint
  readonly spent: bigint
}
