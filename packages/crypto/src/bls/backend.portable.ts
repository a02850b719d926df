import { utf8 } from '@echochain/codec'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import type { BlsBackend } from './BlsBackend.ts'

const { G1, G2, longSignatures } = bls12_381
const CIPHERSUITE = utf8('BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_')
type PublicPoint = InstanceType<typeof G1.Point>
type SignaturePoint = InstanceType<typeof G2.Point>

const hashToCurve = (message: Uint8Array): SignaturePoint => longSignatures.hash(message, CIPHERSUITE)

/** noble-curves: for browsers, and for Node where blst is missing. A signature takes it 30 ms to check. */
export const bls: BlsBackend = {
  library: 'noble',
  decodeSecretKey(bytes) {
    if (!isScalar(bytes)) return undefined
    const secret = Uint8Array.from(bytes)
    return {
      publicKey: () => longSignatures.getPublicKey(secret).toBytes(),
      sign: (message) => longSignatures.sign(hashToCurve(message), secret).toBytes(),
    }
  },
  decodePublicKey: (bytes) => decodePoint<PublicPoint>(G1.Point, bytes, 48),
  verify(publicKeys, message, signature) {
    const decoded = decodePoint<SignaturePoint>(G2.Point, signature, 96)
    if (decoded === undefined) return false
    const key = (publicKeys as PublicPoint[]).reduce((sum, point) => sum.add(point), G1.Point.ZERO)
    return !key.is0() && longSignatures.verify(decoded, hashToCurve(message), key)
  },
  aggregate(signatures) {
    let sum = G2.Point.ZERO
    for (const signature of signatures) {
      const point = decodePoint<SignaturePoint>(G2.Point, signature, 96)
      if (point === undefined) return undefined
      sum = sum.add(point)
    }
    return sum.is0() ? undefined : sum.toBytes()
  },
}

/** Whether 32 big-endian bytes are above zero and below the order. */
function isScalar(bytes: Uint8Array): boolean {
  const value = bytesToNumberBE(bytes)
  return bytes.length === 32 && value > 0n && value < G1.Point.Fn.ORDER
}

interface DecodedPoint {
  is0(): boolean
  assertValidity(): void
}

/** A compressed point of the right subgroup that is not infinity. */
function decodePoint<P extends DecodedPoint>(
  group: { fromBytes(bytes: Uint8Array): P },
  bytes: Uint8Array,
  length: number,
): P | undefined {
  if (bytes.length !== length) return undefined
  try {
    const point = group.fromBytes(bytes)
    point.assertValidity()
    return point.is0() ? undefined : point
  } catch {
    return undefined
  }
}
