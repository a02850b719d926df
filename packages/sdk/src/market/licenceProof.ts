import {
  blake2b256,
  concatBytes,
  decode,
  encode,
  fromHex,
  H256,
  type Hash,
  type Hex,
  toHex,
  twox128,
  twox64,
  u32,
  utf8,
} from '@echochain/codec'
import { Header, storageKey } from '@echochain/frame'
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

const FIRST_BLOCK = encode(u32, 0)
/**
 * `System.BlockHash` of block 0, which every state keeps. Spelt out because the module System is bound to its name only
 * when a runtime is created, and a proof needs none.
 */
const GENESIS_KEY = concatBytes(twox128(utf8('System')), twox128(utf8('BlockHash')), twox64(FIRST_BLOCK), FIRST_BLOCK)
const licenceKey = (licence: LicenceId) => storageKey(registryStorage.licence, licence)

/** A proof of a licence as of the finalized block. Throws `JsonRpcError`. */
export async function proveLicence(chain: ChainClient, licence: LicenceId): Promise<LicenceProof> {
  const block = await chain.rpc.request<Hash>('chain_getFinalizedHead', [])
  const keys = [licenceKey(licence), GENESIS_KEY].map(toHex)
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
    const genesis = number === 0 ? block : readHash(read(GENESIS_KEY))
    if (genesis !== genesisHash) throw new Error('the block is of another chain')
    const value = read(licenceKey(licence))
    return value && decode(Licence, value)
  } catch (error) {
    throw new SdkError('BAD_PROOF', `The proof does not hold: ${(error as Error).message}`, { cause: error })
  }
}

/** The number of the block a proof that holds is as of. Throws as {@link verifyLicenceProof}. */
export function proofBlockNumber(proof: LicenceProof): number {
  verifyLicenceProof(proof)
  return decode(Header, fromHex(proof.header)).number
}

const readHash = (value: Uint8Array | undefined): Hash | undefined => value && decode(H256, value)
