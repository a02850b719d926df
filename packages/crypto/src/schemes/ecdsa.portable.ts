import { concatBytes } from '@echochain/codec'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { EcdsaBackend } from './SchemeBackends.ts'

export const ecdsaPortable: EcdsaBackend = {
  library: 'noble',
  publicKey: (secret) => (secp256k1.utils.isValidSecretKey(secret) ? secp256k1.getPublicKey(secret) : undefined),
  sign(hash, secret) {
    const recoveryFirst = secp256k1.sign(hash, secret, { prehash: false, format: 'recovered' })
    return concatBytes(recoveryFirst.subarray(1), recoveryFirst.subarray(0, 1))
  },
  recover(signature, hash) {
    const recoveryFirst = concatBytes(signature.subarray(64), signature.subarray(0, 64))
    try {
      return secp256k1.Signature.fromBytes(recoveryFirst, 'recovered').recoverPublicKey(hash).toBytes(true)
    } catch {
      return undefined
    }
  },
}
