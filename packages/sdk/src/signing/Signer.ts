import type { AccountId } from '@echochain/codec'
import type { Keypair, MultiSignature } from '@echochain/crypto'
import type { SignerPayloadJson } from './SignerPayloadJson.ts'

/** Whoever can sign texts for an account, such as orders to store files. */
export interface MessageSigner {
  readonly account: AccountId
  /** Signs bytes as they are, or wrapped in `<Bytes>…</Bytes>` as browser wallets do. May ask a person first. */
  signMessage(message: Uint8Array): Promise<MultiSignature>
}

/** Whoever can sign for an account: a key at hand, or a wallet that asks a person first and may reject. */
export interface Signer extends MessageSigner {
  /** Signs `payload`, which `json` describes for wallets that show what they sign. */
  signExtrinsic(extrinsic: ExtrinsicToSign): Promise<MultiSignature>
}

/** A transaction as a signer is given it. */
export interface ExtrinsicToSign {
  /** What the signature is over. */
  readonly payload: Uint8Array
  readonly json: SignerPayloadJson
}

/** A key as a signer that never asks. */
export const keypairSigner = (keypair: Keypair): Signer => ({
  account: keypair.account,
  signExtrinsic: async ({ payload }) => keypair.sign(payload),
  signMessage: async (message) => keypair.sign(message),
})

export const toSigner = (signer: Keypair | Signer): Signer => ('sign' in signer ? keypairSigner(signer) : signer)

export const toMessageSigner = (signer: Keypair | MessageSigner): MessageSigner =>
  'sign' in signer ? keypairSigner(signer) : signer
