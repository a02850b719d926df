import * as scure from '@scure/sr25519'
import type { Sr25519Backend } from './SchemeBackends.ts'

export const sr25519Portable: Sr25519Backend = {
  library: 'scure',
  publicKey: (secret) => scure.getPublicKey(secret),
  sign: (message, secret) => scure.sign(secret, message),
  verify(signature, message, publicKey) {
    try {
      return scure.verify(message, signature, publicKey)
    } catch {
      return false
    }
  },
}
