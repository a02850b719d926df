import { fromHex, type Hex, ss58Encode } from '@echochain/codec'
import { type ChainClient, decodeExtrinsic, describeCall, extrinsicHash } from '@echochain/sdk'

/** A transaction that a node has and no block yet. */
export interface PendingExtrinsic {
  readonly signer: string | null
  /** `{ call, args }`, as the market has those in blocks. */
  readonly call: unknown
}

/** Looks for a transaction among those that wait in a node's pool; null if it is not there. Throws `JsonRpcError`. */
export async function findPending(
  chain: ChainClient,
  hash: string,
  ss58Prefix: number,
): Promise<PendingExtrinsic | null> {
  const waiting = await chain.rpc.request<Hex[]>('author_pendingExtrinsics', [])
  const found = waiting.map(fromHex).find((bytes) => extrinsicHash(bytes) === hash)
  if (!found) return null
  const { call, signed } = decodeExtrinsic(chain.runtime, found)
  return {
    signer: signed ? ss58Encode(signed.account, ss58Prefix) : null,
    call: describeCall(call, { address: (account) => ss58Encode(account, ss58Prefix) }),
  }
}
