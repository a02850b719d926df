import { equalBytes, fromHex, type Hash, ss58Decode } from '@echochain/codec'
import type { ChainClient, Inclusion } from '@echochain/sdk'
import type { StoredTransaction } from './StoredTransaction.ts'

export type Place =
  | { readonly type: 'inBlock' | 'finalized'; readonly inclusion: Inclusion }
  /** Its blocks are over, and it is in none of them. */
  | { readonly type: 'expired' }
  /** Another transaction has its number. */
  | { readonly type: 'replaced' }
  /** It may still be included. */
  | { readonly type: 'open' }

/**
 * Finds out from the chain where a transaction stands: an account's nonce tells whether it can be in a block, and of the
 * few blocks that it may be in one has it or none. `seen` is where it was before. Throws as `ChainClient` does.
 */
export async function findPlace(
  client: ChainClient,
  transaction: StoredTransaction,
  seen: Inclusion | undefined,
): Promise<Place> {
  const [best, finalized] = await Promise.all([client.bestBlock(), client.finalizedBlock()])
  const inclusion =
    seen && (await hashAt(client, seen.blockNumber)) === seen.block
      ? seen
      : await findInclusion(client, transaction, best)
  if (inclusion) return { type: inclusion.blockNumber <= finalized.number ? 'finalized' : 'inBlock', inclusion }
  if (best.number + 1 >= transaction.death) return { type: 'expired' }
  const { nonce } = await client.account(ss58Decode(transaction.address).account, best.hash)
  return { type: nonce > transaction.nonce ? 'replaced' : 'open' }
}

/** Looks through the blocks it may be in; only if the account's nonce has passed it, or its blocks are over. */
async function findInclusion(
  client: ChainClient,
  { address, nonce, birth, death, extrinsic }: StoredTransaction,
  best: { readonly hash: Hash; readonly number: number },
): Promise<Inclusion | undefined> {
  const account = await client.account(ss58Decode(address).account, best.hash)
  const last = Math.min(best.number, death - 1)
  if (account.nonce <= nonce && account.providers > 0 && best.number < death) return undefined
  const bytes = fromHex(extrinsic)
  for (let number = last; number > birth; number--) {
    const block = await hashAt(client, number)
    if (!block) continue
    const body = await client.blockBody(block)
    if (body.some((other) => equalBytes(other, bytes))) return client.inclusion(bytes, block)
  }
  return undefined
}

const hashAt = (client: ChainClient, number: number): Promise<Hash | null> =>
  client.rpc.request<Hash | null>('chain_getBlockHash', [number])
