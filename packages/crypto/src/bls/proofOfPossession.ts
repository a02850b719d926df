import { AccountId, encode, fixedBytes, type Hash, struct, text } from '@echochain/codec'
import type { BlsPublicKey } from './BlsPublicKey.ts'
import type { BlsSecretKey } from './BlsSecretKey.ts'
import { signingRoot } from './signingRoot.ts'
import { verifyBls } from './verifyBls.ts'

/** Whom a validator key belongs to, and on which network. */
export interface KeyOwner {
  /** The network's name: the genesis hash cannot serve, because genesis contains these proofs. At most 64 bytes. */
  readonly network: string
  readonly operator: AccountId
  readonly consensusVersion: number
}

const MAX_NETWORK_NAME = 64
const NO_GENESIS: Hash = `0x${'00'.repeat(32)}`

const PossessionStatement = struct('echo::PossessionStatement', {
  network: text(MAX_NETWORK_NAME),
  operator: AccountId,
  publicKey: fixedBytes(48),
})

/**
 * Shows that whoever registers a key has its secret, so that nobody can register a key made from those of others to
 * cancel them in an aggregate. Bound to the operator: a copied proof registers nothing. 96 bytes.
 */
export const proofOfPossession = (secretKey: BlsSecretKey, owner: KeyOwner): Uint8Array =>
  secretKey.sign(possessionRoot(secretKey.publicKey, owner))

/** Whether `proof` shows that `owner.operator` has the secret of `publicKey`. False for malformed input. */
export function verifyProofOfPossession(
  publicKey: BlsPublicKey | Uint8Array,
  owner: KeyOwner,
  proof: Uint8Array,
): boolean {
  const bytes = publicKey instanceof Uint8Array ? publicKey : publicKey.bytes
  return bytes.length === 48 && verifyBls(publicKey, possessionRoot(bytes, owner), proof)
}

const possessionRoot = (publicKey: Uint8Array, { network, operator, consensusVersion }: KeyOwner): Uint8Array =>
  signingRoot('pop', NO_GENESIS, consensusVersion, encode(PossessionStatement, { network, operator, publicKey }))
