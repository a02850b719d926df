// libsodium's rule with noble's arithmetic. noble's own `verify` multiplies by the cofactor and accepts R of small
// order, which are different sets of valid signatures; see https://eprint.iacr.org/2020/1244 for all the variants.
import { equalBytes } from '@echochain/codec'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import type { Ed25519Backend } from './SchemeBackends.ts'

const { Point } = ed25519
const ORDER = Point.Fn.ORDER

export const ed25519Portable: Ed25519Backend = {
  library: 'noble',
  publicKey: (seed) => ed25519.getPublicKey(seed),
  sign: (message, seed) => ed25519.sign(message, seed),
  verify(signature, message, publicKey) {
    const s = bytesToNumberLE(signature.subarray(32))
    if (s >= ORDER) return false
    const A = decodePoint(publicKey)
    if (A === undefined || A.isSmallOrder()) return false
    const k = challenge(signature.subarray(0, 32), publicKey, message)
    const R = Point.BASE.multiplyUnsafe(s).subtract(A.multiplyUnsafe(k))
    return !R.isSmallOrder() && equalBytes(R.toBytes(), signature.subarray(0, 32))
  },
}

function decodePoint(bytes: Uint8Array): InstanceType<typeof Point> | undefined {
  try {
    return Point.fromBytes(bytes)
  } catch {
    return undefined
  }
}

function challenge(R: Uint8Array, A: Uint8Array, message: Uint8Array): bigint {
  const hash = sha512.create().update(R).update(A).update(message).digest()
  return bytesToNumberLE(hash) % ORDER
}
