import { concatBytes, fromHex, utf8 } from '@echochain/codec'
import { ristretto255 } from '@noble/curves/ed25519.js'
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js'
import { __tests, secretFromSeed } from '@scure/sr25519'
import { describe, expect, test } from 'vitest'
import { loadSchnorrkel } from './sr25519.node.ts'
import { sr25519Portable } from './sr25519.portable.ts'

const { Point } = ristretto255
const ORDER = Point.Fn.ORDER

/** By polkadot-js: https://github.com/polkadot-js/wasm, packages/wasm-crypto/src/rs/sr25519.rs (Apache-2.0). */
const KNOWN = {
  publicKey: fromHex('0xf84d048da2ddae2d9d8fd6763f469566e8817a26114f39408de15547f6d47805'),
  message: utf8('<Bytes>message to sign</Bytes>'),
  signature: fromHex(
    '0x48ce2c90e08651adfc8ecef84e916f6d1bb51ebebd16150ee12df247841a5437951ea0f9d632ca165e6ab391532e75e701be6a1caa88c8a6bcca3511f55b4183',
  ),
}

/** From sp_core::sr25519 (Apache-2.0): valid in schnorrkel 0.1, before signatures were marked. */
const UNMARKED = {
  publicKey: fromHex('0xb4bfa1f7a5166695eb75299fd1c4c03ea212871c342f2c5dfea0902b2c246918'),
  message: utf8('Verifying that I am the owner of 5G9hQLdsKQswNPgB499DeA5PkFBbgkLPJWkkS6FAM6xGQ8xD. Hash: 221455a3\n'),
  signature: fromHex(
    '0x5a9755f069939f45d96aaf125cf5ce7ba1db998686f87f2fb3cbdea922078741a73891ba265f70c31436e18a9acd14d189d73c12317ab6c313285cd938453202',
  ),
}

/** Seeds and their public keys, from sp_core::sr25519. */
const KEYS = [
  [
    fromHex('0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
    fromHex('0x44a996beb1eef7bdcab976ab6d2ca26104834164ecf28fb375600576fcc6eb0f'),
  ],
  [
    utf8('12345678901234567890123456789012'),
    fromHex('0x741c08a06f41c596608f6774259bd9043304adfa5d3eea62760bd9be97634d63'),
  ],
]

function join(R: Uint8Array, s: bigint): Uint8Array {
  const signature = concatBytes(R, numberToBytesLE(s, 32))
  signature[63] |= 0x80
  return signature
}

/** The signature with a chosen nonce, which honest signers never choose. */
function signWithNonce(secret: bigint, nonce: bigint, message: Uint8Array): Uint8Array {
  const multiply = (scalar: bigint) => (scalar === 0n ? Point.ZERO : Point.BASE.multiply(scalar))
  const transcript = new __tests.SigningContext('SigningContext')
  transcript.label(utf8('substrate'))
  transcript.bytes(message)
  transcript.protoName('Schnorr-sig')
  transcript.commitPoint('sign:pk', multiply(secret) as never) // of another copy of noble-curves
  transcript.commitPoint('sign:R', multiply(nonce) as never)
  const k = transcript.challengeScalar('sign:c')
  return join(multiply(nonce).toBytes(), (nonce + k * secret) % ORDER)
}

describe.each([loadSchnorrkel(), sr25519Portable])('sr25519 by $library', (backend) => {
  test('a known signature is valid, for its message, key and mark only', () => {
    const { publicKey, message, signature } = KNOWN
    expect(backend.verify(signature, message, publicKey)).toBe(true)
    expect(backend.verify(signature, utf8('message to sign'), publicKey)).toBe(false)
    expect(backend.verify(signature, message, KEYS[0][1])).toBe(false)
    const unmarked = signature.slice()
    unmarked[63] &= 0x7f
    expect(backend.verify(unmarked, message, publicKey)).toBe(false)
  })

  test('a signature of schnorrkel 0.1 without the mark is refused', () => {
    expect(backend.verify(UNMARKED.signature, UNMARKED.message, UNMARKED.publicKey)).toBe(false)
  })

  test('keys and signatures of known seeds', () => {
    for (const [seed, publicKey] of KEYS) {
      const secret = secretFromSeed(seed)
      expect(backend.publicKey(secret)).toEqual(publicKey)
      for (const message of [new Uint8Array(0), utf8('a'), new Uint8Array(300)]) {
        const signature = backend.sign(message, secret, publicKey)
        expect(backend.verify(signature, message, publicKey)).toBe(true)
        expect(sr25519Portable.verify(signature, message, publicKey)).toBe(true)
      }
    }
  })

  test('s is below the order: s + L, the same residue, is refused', () => {
    const { publicKey, message, signature } = KNOWN
    const s = signature.slice(32)
    s[31] &= 0x7f
    expect(backend.verify(join(signature.slice(0, 32), bytesToNumberLE(s)), message, publicKey)).toBe(true)
    expect(backend.verify(join(signature.slice(0, 32), bytesToNumberLE(s) + ORDER), message, publicKey)).toBe(false)
  })

  test('nobody signs for the account of 32 zero bytes, the identity, for which every s fits some R', () => {
    const forged = signWithNonce(0n, 5n, KNOWN.message)
    expect(backend.verify(forged, KNOWN.message, new Uint8Array(32))).toBe(false)
    expect(backend.verify(join(new Uint8Array(32), 0n), KNOWN.message, new Uint8Array(32))).toBe(false)
  })

  test('the identity as R is a valid, if suicidal, choice', () => {
    const publicKey = Point.BASE.multiply(7n).toBytes()
    expect(backend.verify(signWithNonce(7n, 3n, KNOWN.message), KNOWN.message, publicKey)).toBe(true)
    expect(backend.verify(signWithNonce(7n, 0n, KNOWN.message), KNOWN.message, publicKey)).toBe(true)
  })

  test('keys and R that are no canonical Ristretto point are refused', () => {
    const { publicKey, message, signature } = KNOWN
    const P = 2n ** 255n - 19n
    const canonical = bytesToNumberLE(publicKey)
    for (const value of [1n, P - canonical, P, P + 2n, 2n ** 256n - 1n]) {
      expect(backend.verify(signature, message, numberToBytesLE(value, 32)), `key ${value}`).toBe(false)
      const changed = concatBytes(numberToBytesLE(value, 32), signature.subarray(32))
      expect(backend.verify(changed, message, publicKey), `R ${value}`).toBe(false)
    }
  })
})
