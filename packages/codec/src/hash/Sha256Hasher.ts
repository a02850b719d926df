/** SHA-256 over bytes that come piece by piece. */
export interface Sha256Hasher {
  update(bytes: Uint8Array): void
  /** The 32 bytes of the digest; the hasher cannot be used afterwards. */
  digest(): Uint8Array
}
