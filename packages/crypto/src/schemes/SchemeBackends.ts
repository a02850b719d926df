/**
 * The account schemes as a library does them. Callers have checked the lengths: native code aborts the process on
 * others. No method throws on bad signatures or keys.
 */
export interface SchemeBackends {
  readonly ed25519: Ed25519Backend
  readonly sr25519: Sr25519Backend
  readonly ecdsa: EcdsaBackend
}

export interface Ed25519Backend {
  readonly library: 'libsodium' | 'noble'
  /** 32 bytes from a seed of 32. */
  publicKey(seed: Uint8Array): Uint8Array
  sign(message: Uint8Array, seed: Uint8Array, publicKey: Uint8Array): Uint8Array
  /** Valid iff S < L, A and R are canonical and not of small order and encode([S]B − [k]A) = R: no cofactor. */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean
}

export interface Sr25519Backend {
  readonly library: 'schnorrkel' | 'scure'
  /** 32 bytes from the expanded secret of 64, the first half of which is the scalar times 8, as in ed25519. */
  publicKey(secret: Uint8Array): Uint8Array
  /** With a nonce that is random each time. */
  sign(message: Uint8Array, secret: Uint8Array, publicKey: Uint8Array): Uint8Array
  /**
   * Context "substrate". Valid iff the top bit of s is set and s without it is below the order, A is a canonical
   * Ristretto point other than the identity, and encode([s]B − [k]A) = R. The identity, which is the account of 32
   * zero bytes, is refused because anybody could sign for it.
   */
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean
}

export interface EcdsaBackend {
  readonly library: 'libsecp256k1' | 'libsecp256k1-wasm' | 'noble'
  /** 33 bytes, compressed, from a secret of 32, or `undefined` where it is zero or not below the order. */
  publicKey(secret: Uint8Array): Uint8Array | undefined
  /** r ‖ s ‖ recovery id with low s, the nonce by RFC 6979. */
  sign(hash: Uint8Array, secret: Uint8Array): Uint8Array
  /** The compressed key that made r ‖ s ‖ recovery id over `hash`, if there is one. */
  recover(signature: Uint8Array, hash: Uint8Array): Uint8Array | undefined
}
