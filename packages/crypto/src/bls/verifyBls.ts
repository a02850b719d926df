import { bls } from '#bls'
import type { BlsPublicHandle } from './BlsBackend.ts'
import { BlsError } from './BlsError.ts'
import { BlsPublicKey } from './BlsPublicKey.ts'

const handleOf = (key: BlsPublicKey | Uint8Array): BlsPublicHandle | undefined =>
  key instanceof BlsPublicKey ? key.handle : bls.decodePublicKey(key)

/** Whether the holder of `publicKey` signed `message`. False for malformed keys and signatures. About 1 ms. */
export const verifyBls = (publicKey: BlsPublicKey | Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verifyAggregate([publicKey], message, signature)

/**
 * Whether `signature` is the aggregate of the signatures of all `publicKeys` over the same message. Safe only for keys
 * whose proof of possession has been verified; without, a key can be made to cancel others. False for no keys.
 */
export function verifyAggregate(
  publicKeys: readonly (BlsPublicKey | Uint8Array)[],
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (publicKeys.length === 0) return false
  const handles: BlsPublicHandle[] = []
  for (const key of publicKeys) {
    const handle = handleOf(key)
    if (!handle) return false
    handles.push(handle)
  }
  return bls.verify(handles, message, signature)
}

/** The sum of signatures, 96 bytes. Each is checked to be a point of the subgroup, not whose it is. Throws {@link BlsError}. */
export function aggregateSignatures(signatures: readonly Uint8Array[]): Uint8Array {
  if (signatures.length === 0) throw new BlsError('NOTHING_TO_AGGREGATE', 'Expected at least one signature')
  const sum = bls.aggregate(signatures)
  if (!sum)
    throw new BlsError(
      'BAD_SIGNATURE',
      'One signature is not the 96 bytes of a compressed point of G2, or they cancel each other',
    )
  return sum
}
