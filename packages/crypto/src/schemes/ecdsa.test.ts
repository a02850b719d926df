import { blake2b256, concatBytes, equalBytes, fromHex, sha256 } from '@echochain/codec'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { numberToBytesBE } from '@noble/curves/utils.js'
import { describe, expect, test } from 'vitest'
import { readTestVectors } from '../testVectors.ts'
import { createVerifyBytes } from '../verify/verifySignature.ts'
import { loadSecp256k1, loadSecp256k1Wasm } from './ecdsa.node.ts'
import { ecdsaPortable } from './ecdsa.portable.ts'
import { schemes } from './schemes.portable.ts'

const ORDER = secp256k1.Point.Fn.ORDER
const seed = sha256(new Uint8Array(1))
const message = fromHex('0x0123456789')
const withRecovery = (signature: Uint8Array, id: number): Uint8Array => concatBytes(signature, Uint8Array.of(id))

/** The cases whose R has an x over the order: they would need recovery id 2 or 3. */
const NEEDS_HIGH_RECOVERY_ID = ['k*G has a large x-coordinate', 'x = n + 2 is the smallest possible x with a reduction']

const hasNativeBinary = ['linux-x64', 'darwin-arm64'].includes(`${process.platform}-${process.arch}`)
const backends = [...(hasNativeBinary ? [loadSecp256k1()] : []), loadSecp256k1Wasm(), ecdsaPortable]

describe.each(backends)('ecdsa by $library', (backend) => {
  const verify = createVerifyBytes({ ...schemes, ecdsa: backend })
  const publicKey = backend.publicKey(seed)!
  const account = blake2b256(publicKey)
  const signature = backend.sign(blake2b256(message), seed)

  test('the same secret gives the same key and, by RFC 6979, the same signature everywhere', () => {
    expect(publicKey).toEqual(ecdsaPortable.publicKey(seed))
    expect(signature).toEqual(ecdsaPortable.sign(blake2b256(message), seed))
    expect(verify('Ecdsa', signature, message, account)).toBe(true)
  })

  test('zero and the order are no secrets', () => {
    for (const secret of [0n, ORDER, ORDER + 1n]) expect(backend.publicKey(numberToBytesBE(secret, 32))).toBeUndefined()
    expect(backend.publicKey(numberToBytesBE(ORDER - 1n, 32))).toHaveLength(33)
  })

  test('Wycheproof: a key is recovered exactly from the valid signatures', () => {
    const vectors = readTestVectors('wycheproof-secp256k1.tsv').filter(({ signature }) => signature.length === 64)
    expect(vectors.length).toBeGreaterThan(230)
    for (const { name, publicKey, message, signature, valid } of vectors) {
      const recovered = [0, 1].map((id) => backend.recover(withRecovery(signature, id), sha256(message)))
      const found = recovered.some((key) => key !== undefined && equalBytes(key, publicKey))
      expect(found, name).toBe(valid && !NEEDS_HIGH_RECOVERY_ID.some((comment) => name.endsWith(comment)))
    }
  })

  test('s over half the order, the second form of a signature, is refused', () => {
    const s = secp256k1.Signature.fromBytes(signature.subarray(0, 64)).s
    const high = concatBytes(
      signature.subarray(0, 32),
      numberToBytesBE(ORDER - s, 32),
      Uint8Array.of(signature[64] ^ 1),
    )
    expect(backend.recover(high, blake2b256(message))).toEqual(publicKey)
    expect(verify('Ecdsa', high, message, account)).toBe(false)
  })

  test('recovery ids other than 0 and 1 are refused, also where Substrate reads 27 and 28 as these', () => {
    for (const id of [2, 3, 4, 27, 28, 255])
      expect(verify('Ecdsa', withRecovery(signature.subarray(0, 64), id), message, account), `id ${id}`).toBe(false)
  })

  test('a crafted signature with recovery id 2, on which libraries differ, is refused', () => {
    const { crafted, account } = craftHighRecoveryId()
    expect(verify('Ecdsa', crafted, message, account)).toBe(false)
  })

  test('zero and over-large r and s give no key', () => {
    for (const [r, s] of [
      [0n, 1n],
      [1n, 0n],
      [0n, 0n],
      [ORDER, 1n],
      [1n, ORDER],
      [2n ** 256n - 1n, 1n],
    ])
      for (const id of [0, 1]) {
        const bytes = withRecovery(concatBytes(numberToBytesBE(r, 32), numberToBytesBE(s, 32)), id)
        expect(backend.recover(bytes, blake2b256(message)), `${r}, ${s}`).toBeUndefined()
      }
  })
})

/** Anybody can choose an R whose x is over the order and compute a key for which it signs a given message. */
function craftHighRecoveryId() {
  for (let r = 1n; ; r++) {
    const rs = concatBytes(numberToBytesBE(r, 32), numberToBytesBE(1n, 32))
    const crafted = withRecovery(rs, 2)
    const key = ecdsaPortable.recover(crafted, blake2b256(message))
    if (key) return { crafted, account: blake2b256(key) }
  }
}
