import { createRequire } from 'node:module'
import { concatBytes } from '@echochain/codec'
import type { EcdsaBackend } from './SchemeBackends.ts'

interface Secp256k1Node {
  privateKeyVerify(secret: Uint8Array): boolean
  publicKeyCreate(secret: Uint8Array, compressed: boolean): Uint8Array
  ecdsaSign(hash: Uint8Array, secret: Uint8Array): { signature: Uint8Array; recid: number }
  ecdsaRecover(signature: Uint8Array, recoveryId: number, hash: Uint8Array, compressed: boolean): Uint8Array
}

interface TinySecp256k1 {
  isPrivate(secret: Uint8Array): boolean
  pointFromScalar(secret: Uint8Array, compressed: boolean): Uint8Array | null
  signRecoverable(hash: Uint8Array, secret: Uint8Array): { signature: Uint8Array; recoveryId: number }
  recover(hash: Uint8Array, signature: Uint8Array, recoveryId: number, compressed: boolean): Uint8Array | null
}

/**
 * Bitcoin's libsecp256k1, for which the package brings binaries for Linux on x64 and macOS on arm64. Its main file is
 * avoided: that one falls back to a slow JavaScript library without saying so.
 */
export function loadSecp256k1(): EcdsaBackend {
  const secp256k1: Secp256k1Node = createRequire(import.meta.url)('secp256k1/bindings.js')
  return {
    library: 'libsecp256k1',
    publicKey: (secret) => (secp256k1.privateKeyVerify(secret) ? secp256k1.publicKeyCreate(secret, true) : undefined),
    sign(hash, secret) {
      const { signature, recid } = secp256k1.ecdsaSign(hash, secret)
      return concatBytes(signature, Uint8Array.of(recid))
    },
    recover: (signature, hash) =>
      orUndefined(() => secp256k1.ecdsaRecover(signature.subarray(0, 64), signature[64], hash, true)),
  }
}

/** The same library as WebAssembly, a fourth as fast: for platforms without a binary, such as Linux on arm64. */
export function loadSecp256k1Wasm(): EcdsaBackend {
  const tiny: TinySecp256k1 = createRequire(import.meta.url)('tiny-secp256k1')
  return {
    library: 'libsecp256k1-wasm',
    publicKey: (secret) => (tiny.isPrivate(secret) ? (tiny.pointFromScalar(secret, true) ?? undefined) : undefined),
    sign(hash, secret) {
      const { signature, recoveryId } = tiny.signRecoverable(hash, secret)
      return concatBytes(signature, Uint8Array.of(recoveryId))
    },
    recover: (signature, hash) =>
      orUndefined(() => tiny.recover(hash, signature.subarray(0, 64), signature[64], true) ?? undefined),
  }
}

/** Both packages throw where nothing can be recovered. */
function orUndefined<T>(recover: () => T): T | undefined {
  try {
    return recover()
  } catch {
    return undefined
  }
}
