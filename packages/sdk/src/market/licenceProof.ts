import { blake2b256, decode, encode, fromHex, H256, type Hash, type Hex, toHex } from '@echochain/codec'
import { Header, storageKey, systemStorage } from '@echochain/frame'
import { Licence, type LicenceId, registryStorage } from '@echochain/runtime'
import { verifyReadProof } from '@echochain/state'
import type { ChainClient } from '../chain/ChainClient.ts'
import { SdkError } from '../SdkError.ts'

/** Shows, to anybody who trusts one block hash, that a licence stands on the chain. Plain JSON. */
export interface LicenceProof {
  /** The chain, as the block's own state names it. */
  readonly genesisHash: Hash
  readonly licence: LicenceId
  readonly block: Hash
  /** SCALE-encoded header of the block; its blake2b-256 is the block's hash. */
  readonly header: Hex
  /** Trie nodes from the header's state root to the licence's record and to the hash of block 0. */
  readonly nodes: readonly Hex[]
}

/** Every state keeps the hash of block 0. Not made before it is needed: the module is bound to its place last. */
const genesisKey = () => storageKey(systemStorage.blockHash, 0)
const licenceKey = (licence: LicenceId) => storageKey(registryStorage.licence, licence)

/** A proof of a licence as of the finalized block. Throws `JsonRpcError`. */
export async function proveLicence(chain: ChainClient, licence: LicenceId): Promise<LicenceProof> {
  const block = await chain.rpc.request<Hash>('chain_getFinalizedHead', [])
  const keys = [licenceKey(licence), genesisKey()].map(toHex)
  const [header, { proof }] = await Promise.all([
    chain.header(block),
    chain.rpc.request<{ proof: Hex[] }>('state_getReadProof', [keys, block]),
  ])
  return { genesisHash: chain.genesisHash, licence, block, header: toHex(encode(Header, header)), nodes: proof }
}

/**
 * The licence a proof shows, or `undefined` if it shows that there is none. Needs no server: whoever trusts the block
 * hash can trust the result. Throws `SdkError` `BAD_PROOF` for a proof that does not hold.
 */
export function verifyLicenceProof(proof: LicenceProof): Licence | undefined {
  try {
    const { genesisHash, licence, block, header, nodes } = proof
    const bytes = fromHex(header)
    if (toHex(blake2b256(bytes)) !== block) throw new Error('the header is not the block’s')
    const { stateRoot, number } = decode(Header, bytes)
    const read = (key: Uint8Array) => verifyReadProof(stateRoot, nodes.map(fromHex), key)
    const genesis = number === 0 ? block : readHash(read(genesisKey()))
    if (genesis !== genesisHash) throw new Error('the block is of another chain')
    const value = read(licenceKey(licence))
    return value && decode(Licence, value)
  } catch (error) {
    throw new SdkError('BAD_PROOF', `The proof does not hold: ${(error as Error).message}`, { cause: error })
  }
}

const readHash = (value: Uint8Array | undefined): Hash | undefined => value && decode(H256, value)
