import { type AccountId, encode, type Hash, type Hex, ss58Encode, toHex } from '@echochain/codec'
import { type Era, EraCodec, EXTRINSIC_VERSION, type Runtime, type UnsignedExtrinsic } from '@echochain/frame'

/**
 * A transaction as browser wallets take it: `SignerPayloadJSON` of
 * https://github.com/polkadot-js/api/blob/master/packages/types/src/types/extrinsic.ts. Numbers are big-endian hex.
 */
export interface SignerPayloadJson {
  /** SS58 address of the account that signs. */
  readonly address: string
  /** The block from which on the transaction counts. */
  readonly blockHash: Hash
  readonly blockNumber: Hex
  /** SCALE. */
  readonly era: Hex
  readonly genesisHash: Hash
  /** The encoded call. */
  readonly method: Hex
  readonly nonce: Hex
  readonly specVersion: Hex
  readonly transactionVersion: Hex
  readonly tip: Hex
  readonly signedExtensions: readonly string[]
  /** Of `CheckMetadataHash`: 0 is without a hash. */
  readonly mode: 0
  readonly metadataHash: null
  readonly assetId: null
  readonly version: typeof EXTRINSIC_VERSION
  /** False: the wallet gives a signature, and may not change what is signed. */
  readonly withSignedTransaction: false
}

/** What a transaction says besides its call. */
export interface TransactionTerms {
  readonly account: AccountId
  readonly genesisHash: Hash
  readonly birth: { readonly hash: Hash; readonly number: number }
  readonly era: Era
  readonly nonce: number
  readonly tip: bigint
}

export function describePayload(
  { version, extensions }: Runtime,
  { call }: UnsignedExtrinsic,
  { account, genesisHash, birth, era, nonce, tip }: TransactionTerms,
): SignerPayloadJson {
  return {
    address: ss58Encode(account),
    blockHash: birth.hash,
    blockNumber: numberHex(birth.number, 4),
    era: toHex(encode(EraCodec, era)),
    genesisHash,
    method: toHex(call),
    nonce: numberHex(nonce, 4),
    specVersion: numberHex(version.specVersion, 4),
    transactionVersion: numberHex(version.transactionVersion, 4),
    tip: numberHex(tip, 16),
    signedExtensions: extensions.map(({ identifier }) => identifier),
    mode: 0,
    metadataHash: null,
    assetId: null,
    version: EXTRINSIC_VERSION,
    withSignedTransaction: false,
  }
}

const numberHex = (value: number | bigint, bytes: number): Hex => `0x${value.toString(16).padStart(2 * bytes, '0')}`
