// One rule set per scheme for all nodes (docs/protocol.md, section 1). What a backend must accept is written at its
// interface; the form of ecdsa signatures is checked here.
import { type AccountId, accountIdToBytes, blake2b256, compareBytes, equalBytes, fromHex } from '@echochain/codec'
import { schemes } from '#schemes'
import type { MultiSignature } from '../account/MultiSignature.ts'
import type { SchemeBackends } from '../schemes/SchemeBackends.ts'

/** Half the order of secp256k1: s above it is the second form of the same signature, and refused. */
const MAX_LOW_S = fromHex('0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0')

/** Whether the 32 bytes of an account signed `message`. Never throws, whatever the lengths. */
export type VerifyBytes = (
  type: MultiSignature['type'],
  signature: Uint8Array,
  message: Uint8Array,
  account: Uint8Array,
) => boolean

/** The rule set done by the given libraries. */
export function createVerifyBytes({ ed25519, sr25519, ecdsa }: SchemeBackends): VerifyBytes {
  return (type, signature, message, account) => {
    if (account.length !== 32) return false
    switch (type) {
      case 'Ed25519':
        return signature.length === 64 && ed25519.verify(signature, message, account)
      case 'Sr25519':
        return signature.length === 64 && sr25519.verify(signature, message, account)
      case 'Ecdsa': {
        if (!isEcdsaForm(signature)) return false
        const publicKey = ecdsa.recover(signature, blake2b256(message))
        return publicKey !== undefined && equalBytes(blake2b256(publicKey), account)
      }
      default:
        return false
    }
  }
}

/**
 * r ‖ s ‖ recovery id with low s and recovery id 0 or 1. Ids 2 and 3 (r over the order) come up once in 2^127 honest
 * signatures but can be crafted, and libraries differ over them; 27 and 28, which Substrate reads as 0 and 1, would be
 * second encodings of the same signature.
 */
const isEcdsaForm = (signature: Uint8Array): boolean =>
  signature.length === 65 && signature[64] <= 1 && compareBytes(signature.subarray(32, 64), MAX_LOW_S) <= 0

export const verifyBytes: VerifyBytes = createVerifyBytes(schemes)

/** Whether `account` signed `message`, by the protocol's rules. Never throws. About 40 µs (ed25519) to 250 (sr25519). */
export const verifySignature = (signature: MultiSignature, message: Uint8Array, account: AccountId): boolean =>
  verifyBytes(signature.type, signature.value, message, accountIdToBytes(account))
