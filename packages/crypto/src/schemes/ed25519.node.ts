import { createRequire } from 'node:module'
import { concatBytes } from '@echochain/codec'
import type { Ed25519Backend } from './SchemeBackends.ts'

interface Sodium {
  crypto_sign_seed_keypair(publicKey: Uint8Array, secretKey: Uint8Array, seed: Uint8Array): void
  crypto_sign_detached(signature: Uint8Array, message: Uint8Array, secretKey: Uint8Array): void
  crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean
}

/**
 * libsodium, whose rule is the protocol's up to release 1.0.22. Its main branch multiplies by the cofactor instead:
 * a version of sodium-native built from that would fork the chain. The torsion test of this folder tells.
 */
export function loadSodium(): Ed25519Backend {
  const sodium: Sodium = createRequire(import.meta.url)('sodium-native')
  return {
    library: 'libsodium',
    publicKey(seed) {
      const publicKey = new Uint8Array(32)
      sodium.crypto_sign_seed_keypair(publicKey, new Uint8Array(64), seed)
      return publicKey
    },
    sign(message, seed, publicKey) {
      const signature = new Uint8Array(64)
      sodium.crypto_sign_detached(signature, message, concatBytes(seed, publicKey))
      return signature
    },
    verify: (signature, message, publicKey) => sodium.crypto_sign_verify_detached(signature, message, publicKey),
  }
}
