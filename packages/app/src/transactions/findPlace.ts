import { equalBytes, fromHex, type Hash, ss58Decode } from '@echochain/codec'
import type { BlockHeader, ChainClient, Inclusion } from '@echochain/sdk'
import type { StoredTransaction } from './StoredTransaction.ts'

export type Place =
  | { readonly type: 'inBlock' | 'finalized'; readonly inclusion: Inclusion }
  /** Its blocks are over and final, and it is in none of them. */
  | { readonly type: 'expired' }
  /** Another transaction has its number in a final block. */
  | { readonly type: 'replaced' }
  /** Its blocks are over or its number is used, but only in blocks that may be taken back, which could let it in again. */
  | { readonly type: 'undecided' }
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
  // In this order, so that the final block is always on the branch of the best one.
  const finalized = await client.finalizedBlock()
  const best = await client.bestBlock()
  const inclusion =
    seen && (await hashAt(client, seen.blockNumber)) === seen.block
      ? seen
      : await findInclusion(client, transaction, best)
  if (inclusion) return { type: inclusion.blockNumber <= finalized.number ? 'finalized' : 'inBlock', inclusion }
  if (isOver(finalized, transaction)) return { type: 'expired' }
  if (await isNumberUsed(client, finalized, transaction)) return { type: 'replaced' }
  const isShut = isOver(best, transaction) || (await isNumberUsed(client, best, transaction))
  return { type: isShut ? 'undecided' : 'open' }
}

/** Whether it can be in no block after this one. */
const isOver = ({ number }: BlockHeader, { death }: StoredTransaction): boolean => number + 1 >= death

async function isNumberUsed(
  client: ChainClient,
  { hash }: BlockHeader,
  { address, nonce }: StoredTransaction,
): Promise<boolean> {
  return (await client.account(ss58Decode(address).account, hash)).nonce > nonce
}

/** Looks through the blocks it may be in; only if the account's nonce has passed it, or its blocks are over. */
async function findInclusion(
  client: ChainClient,
  { address, nonce, birth, death, extrinsic }: StoredTransaction,
  best: BlockHeader,
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
