import { createRequire } from 'node:module'
import type { PublicKey } from '@chainsafe/blst'
import type { BlsBackend } from './BlsBackend.ts'

/** supranational's blst, through ChainSafe's binding, which is compiled for Ethereum's ciphersuite. */
export function loadBlst(): BlsBackend {
  const blst: typeof import('@chainsafe/blst') = createRequire(import.meta.url)('@chainsafe/blst')
  return {
    library: 'blst',
    decodeSecretKey: (bytes) =>
      orUndefined(() => {
        const secret = blst.SecretKey.fromBytes(bytes)
        return {
          publicKey: () => secret.toPublicKey().toBytes(),
          sign: (message) => secret.sign(message).toBytes(),
        }
      }),
    decodePublicKey: (bytes) =>
      bytes.length === 48 ? orUndefined(() => blst.PublicKey.fromBytes(bytes, true)) : undefined,
    verify: (publicKeys, message, signature) =>
      signature.length === 96 &&
      (orUndefined(() => {
        const decoded = blst.Signature.fromBytes(signature, true, true)
        return publicKeys.length === 1
          ? blst.verify(message, publicKeys[0] as PublicKey, decoded)
          : blst.fastAggregateVerify(message, publicKeys as PublicKey[], decoded)
      }) ??
        false),
    aggregate: (signatures) =>
      signatures.every(({ length }) => length === 96)
        ? orUndefined(() => {
            const decoded = signatures.map((signature) => blst.Signature.fromBytes(signature, true, true))
            const sum = blst.aggregateSignatures(decoded).toBytes()
            return isInfinity(sum) ? undefined : sum
          })
        : undefined,
  }
}

/** By the second of the three flags in front of a compressed point. */
const isInfinity = (point: Uint8Array): boolean => (point[0] & 0x40) !== 0

/** The binding throws where bytes are no key or signature. */
function orUndefined<T>(run: () => T): T | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
