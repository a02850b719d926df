import { bls } from '#bls'
import type { BlsPublicHandle } from './BlsBackend.ts'
import { BlsError } from './BlsError.ts'

/**
 * A validator's public key, decoded and checked once (curve, subgroup, not infinity; 0.1 ms), so that whoever verifies
 * many signatures of the same validators keeps these instead of bytes.
 */
export class BlsPublicKey {
  /** 48 bytes, compressed. */
  readonly bytes: Uint8Array
  /** For this package's verification only. */
  readonly handle: BlsPublicHandle

  private constructor(bytes: Uint8Array, handle: BlsPublicHandle) {
    this.bytes = bytes
    this.handle = handle
  }

  /** Throws {@link BlsError} `BAD_PUBLIC_KEY`. */
  static fromBytes(bytes: Uint8Array): BlsPublicKey {
    const handle = bls.decodePublicKey(bytes)
    if (!handle)
      throw new BlsError('BAD_PUBLIC_KEY', 'Expected the 48 bytes of a compressed point of G1 other than infinity')
    return new BlsPublicKey(bytes.slice(), handle)
  }
}
