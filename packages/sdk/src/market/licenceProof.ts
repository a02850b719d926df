import { blake2b256, decode, encode, fromHex, type Hash, type Hex, toHex } from '@echochain/codec'
import { Header, storageKey } from '@echochain/frame'
import { Licence, type LicenceId, registryStorage } from '@echochain/runtime'
import { verifyReadProof } from '@echochain/state'
import type { ChainClient } from '../chain/ChainClient.ts'
import { SdkError } from '../SdkError.ts'

/** Shows, to anybody who trusts one block hash, that a licence stands on the chain. Plain JSON. */
export interface LicenceProof {
  readonly genesisHash: Hash
  readonly licence: LicenceId
  readonly block: Hash
  /** SCALE-encoded header of the block; its blake2b-256 is the block's hash. */
  readonly header: Hex
  /** Trie nodes from the header's state root to the licence's record. */
  readonly nodes: readonly Hex[]
}

/** A proof of a licence as of the finalized block. Throws `JsonRpcError`. */
export async function proveLicence(chain: ChainClient, licence: LicenceId): Promise<LicenceProof> {
  const block = await chain.rpc.request<Hash>('chain_getFinalizedHead', [])
  const key = toHex(storageKey(registryStorage.licence, licence))
  const [header, { proof }] = await Promise.all([
    chain.header(block),
    chain.rpc.request<{ proof: Hex[] }>('state_getReadProof', [[key], block]),
  ])
  return { genesisHash: chain.genesisHash, licence, block, header: toHex(encode(Header, header)), nodes: proof }
}

/**
 * The licence a proof shows, or `undefined` if it shows that there is none. Needs no server: whoever trusts the block
 * hash can trust the result. Throws `SdkError` `BAD_PROOF` for a proof that does not hold.
 */
export function verifyLicenceProof({ licence, block, header, nodes }: LicenceProof): Licence | undefined {
  try {
    const bytes = fromHex(header)
    if (toHex(blake2b256(bytes)) !== block) throw new Error('the header is not the block’s')
    const { stateRoot } = decode(Header, bytes)
    const value = verifyReadProof(stateRoot, nodes.map(fromHex), storageKey(registryStorage.licence, licence))
    return value && decode(Licence, value)
  } catch (error) {
    throw new SdkError('BAD_PROOF', `The proof does not hold: ${(error as Error).message}`, { cause: error })
  }
}
