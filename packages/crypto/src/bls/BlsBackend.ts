/**
 * BLS12-381 as a library does it: keys in G1, signatures in G2, ciphersuite
 * BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_ (https://datatracker.ietf.org/doc/draft-irtf-cfrg-bls-signature/).
 * Decoding gives `undefined` for bytes that are not the one encoding of a point of the right subgroup, and for the
 * point at infinity. Nothing here throws.
 */
export interface BlsBackend {
  readonly library: 'blst' | 'noble'
  /** From 32 big-endian bytes, unless they are zero or not below the group order. */
  decodeSecretKey(bytes: Uint8Array): BlsSecretHandle | undefined
  /** From 48 bytes. */
  decodePublicKey(bytes: Uint8Array): BlsPublicHandle | undefined
  /** Whether `signature` is the sum of the signatures of all `publicKeys` (at least one) over `message`. */
  verify(publicKeys: readonly BlsPublicHandle[], message: Uint8Array, signature: Uint8Array): boolean
  /** The sum of at least one signature, or `undefined` where one of them is none or they cancel each other. */
  aggregate(signatures: readonly Uint8Array[]): Uint8Array | undefined
}

export interface BlsSecretHandle {
  publicKey(): Uint8Array
  sign(message: Uint8Array): Uint8Array
}

/** A decoded public key, which only the backend that made it can read. */
export type BlsPublicHandle = object
