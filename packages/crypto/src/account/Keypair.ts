import { type AccountId, accountIdFromBytes, blake2b256 } from '@echochain/codec'
import { schemes } from '#schemes'
import { KeyError } from './KeyError.ts'
import type { MultiSignature, SignatureScheme } from './MultiSignature.ts'

/** An account's keys. The secret stays inside: it is no property, so that logs and JSON never show it. */
export interface Keypair {
  readonly scheme: SignatureScheme
  /** 32 bytes; for ecdsa 33, compressed. */
  readonly publicKey: Uint8Array
  /** The public key itself; for ecdsa blake2b-256 of it. */
  readonly account: AccountId
  /** Signs `message` as it is; ecdsa signs its blake2b-256. Extrinsic payloads over 256 bytes come in hashed. */
  sign(message: Uint8Array): MultiSignature
}

/**
 * Keys from their secret: 32 bytes, for sr25519 the 64 of the expanded key. Throws {@link KeyError} `BAD_SEED` where
 * 32 bytes are no secp256k1 key.
 */
export function createKeypair(scheme: SignatureScheme, secret: Uint8Array): Keypair {
  switch (scheme) {
    case 'ed25519':
      return createEd25519(secret)
    case 'sr25519':
      return createSr25519(secret)
    case 'ecdsa':
      return createEcdsa(secret)
  }
}

function createEd25519(seed: Uint8Array): Keypair {
  const publicKey = schemes.ed25519.publicKey(seed)
  return {
    scheme: 'ed25519',
    publicKey,
    account: accountIdFromBytes(publicKey),
    sign: (message) => ({ type: 'Ed25519', value: schemes.ed25519.sign(message, seed, publicKey) }),
  }
}

function createSr25519(secret: Uint8Array): Keypair {
  const publicKey = schemes.sr25519.publicKey(secret)
  return {
    scheme: 'sr25519',
    publicKey,
    account: accountIdFromBytes(publicKey),
    sign: (message) => ({ type: 'Sr25519', value: schemes.sr25519.sign(message, secret, publicKey) }),
  }
}

function createEcdsa(secret: Uint8Array): Keypair {
  const publicKey = schemes.ecdsa.publicKey(secret)
  if (publicKey === undefined) throw new KeyError('BAD_SEED', 'This seed is no secp256k1 key: zero, or over the order')
  return {
    scheme: 'ecdsa',
    publicKey,
    account: accountIdFromBytes(blake2b256(publicKey)),
    sign: (message) => ({ type: 'Ecdsa', value: schemes.ecdsa.sign(blake2b256(message), secret) }),
  }
}
