import { type Hash, ss58Decode } from '@echochain/codec'
import {
  type ChainClient,
  decodeExtrinsic,
  extrinsicHash,
  type LicenceCertificate,
  registryStorage,
} from '@echochain/sdk'

/** What a certificate shows that is not in the licence's own record. */
export type SaleField = 'licensor' | 'buyer' | 'price' | 'file' | 'blockHash' | 'transaction' | 'date'

/**
 * In what a node says something else than the market showed, about the sale as of the block `at`. What the market did not
 * show is not compared. Throws `JsonRpcError`, `SdkError` `BLOCK_NOT_FOUND`.
 */
export async function compareSale(
  chain: ChainClient,
  shown: LicenceCertificate,
  at: Hash,
): Promise<readonly SaleField[]> {
  const { issuedAt } = shown
  const [purchase, sample, hash] = await Promise.all([
    chain.get(registryStorage.purchase, shown.purchase, at),
    chain.get(registryStorage.sample, shown.sample.id, at),
    chain.rpc.request<Hash | null>('chain_getBlockHash', [issuedAt.number]),
  ])
  const body = hash === null ? [] : await chain.blockBody(hash)
  const same: Readonly<Record<SaleField, boolean>> = {
    licensor: shown.seller === null || purchase?.seller === ss58Decode(shown.seller).account,
    buyer: shown.buyer === null || purchase?.buyer === ss58Decode(shown.buyer).account,
    price: shown.price === null || purchase?.price === BigInt(shown.price),
    file: shown.plainHash === null || sample?.content.plainHash === shown.plainHash,
    blockHash: issuedAt.hash === null || issuedAt.hash === hash,
    transaction: shown.extrinsic === null || body.some((bytes) => extrinsicHash(bytes) === shown.extrinsic),
    date: issuedAt.timestampMs === null || readTimestamp(chain, body) === BigInt(issuedAt.timestampMs),
  }
  return (Object.keys(same) as SaleField[]).filter((field) => !same[field])
}

/** When a block was made, in milliseconds, as its proposer put it in. */
function readTimestamp({ runtime }: ChainClient, body: readonly Uint8Array[]): bigint | undefined {
  for (const bytes of body) {
    const { call, args } = decodeExtrinsic(runtime, bytes).call
    if (call.path === 'Timestamp.set') return args.now as bigint
  }
  return undefined
}
