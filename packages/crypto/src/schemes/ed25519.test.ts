import { existsSync, readFileSync } from 'node:fs'
import { fromHex, utf8 } from '@echochain/codec'
import { ed25519, ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js'
import { bytesToNumberLE, numberToBytesLE } from '@noble/curves/utils.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { describe, expect, test } from 'vitest'
import { readTestVectors } from '../testVectors.ts'
import { loadSodium } from './ed25519.node.ts'
import { ed25519Portable } from './ed25519.portable.ts'

const { Point } = ed25519
const ORDER = Point.Fn.ORDER
const hex = (text: string): Uint8Array => fromHex(`0x${text}`)

/** https://www.rfc-editor.org/rfc/rfc8032#section-7.1, TEST 1, 2, 3 and SHA(abc): seed, key, message, signature. */
const RFC_8032 = [
  [
    '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    '',
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  ],
  [
    '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    '72',
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ],
  [
    'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    'af82',
    '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  ],
  [
    '833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42',
    'ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
    'dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704',
  ],
].map((row) => row.map(hex))

/** Every encoding of a point of small order: 8 canonical ones, then y + p and "−0" where they fit into 255 bits. */
const SMALL_ORDER = [
  ...ED25519_TORSION_SUBGROUP,
  '0100000000000000000000000000000000000000000000000000000000000080',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
].map(hex)

const randomScalar = (): bigint => bytesToNumberLE(crypto.getRandomValues(new Uint8Array(48))) % ORDER

function join(R: Uint8Array, s: bigint): Uint8Array {
  const signature = new Uint8Array(64)
  signature.set(R)
  signature.set(numberToBytesLE(s, 32), 32)
  return signature
}

/** A signature whose key and R have had points of small order added, made to satisfy the equation times 8. */
function torsionSignature(keyTorsion: number, nonceTorsion: number, message: Uint8Array) {
  const [secret, nonce] = [randomScalar(), randomScalar()]
  const A = Point.BASE.multiply(secret).add(Point.fromHex(ED25519_TORSION_SUBGROUP[keyTorsion]))
  const R = Point.BASE.multiply(nonce).add(Point.fromHex(ED25519_TORSION_SUBGROUP[nonceTorsion]))
  const digest = sha512.create().update(R.toBytes()).update(A.toBytes()).update(message).digest()
  const k = bytesToNumberLE(digest) % ORDER
  const s = (nonce + k * secret) % ORDER
  const holds = Point.BASE.multiply(s).subtract(A.multiply(k)).equals(R)
  return { publicKey: A.toBytes(), signature: join(R.toBytes(), s), holds }
}

describe.each([loadSodium(), ed25519Portable])('Ed25519 by $library', (backend) => {
  test('RFC 8032 section 7.1: keys and signatures', () => {
    for (const [seed, publicKey, message, signature] of RFC_8032) {
      expect(backend.publicKey(seed)).toEqual(publicKey)
      expect(backend.sign(message, seed, publicKey)).toEqual(signature)
      expect(backend.verify(signature, message, publicKey)).toBe(true)
    }
  })

  test('Wycheproof: every verdict', () => {
    const vectors = readTestVectors('wycheproof-ed25519.tsv').filter(({ signature }) => signature.length === 64)
    expect(vectors.length).toBeGreaterThan(130)
    for (const { name, publicKey, message, signature, valid } of vectors)
      expect(backend.verify(signature, message, publicKey), name).toBe(valid)
  })

  test('Taming the many EdDSAs: only the case that needs no cofactor and has no small point is valid', () => {
    const vectors = readTestVectors('speccheck-ed25519.tsv')
    expect(vectors).toHaveLength(12)
    for (const { name, publicKey, message, signature, valid } of vectors)
      expect(backend.verify(signature, message, publicKey), `case ${name}`).toBe(valid)
  })

  test('A and R of small order are refused in every encoding, with S = 0 as in the vectors of ZIP 215', () => {
    for (const A of SMALL_ORDER)
      for (const R of SMALL_ORDER) expect(backend.verify(join(R, 0n), utf8('Zcash'), A)).toBe(false)
  })

  test('R of small order is refused under an honest key too', () => {
    const secret = randomScalar()
    const publicKey = Point.BASE.multiply(secret).toBytes()
    for (const R of SMALL_ORDER) {
      const k = bytesToNumberLE(sha512.create().update(R).update(publicKey).digest()) % ORDER
      expect(backend.verify(join(R, (k * secret) % ORDER), new Uint8Array(0), publicKey)).toBe(false)
    }
  })

  test('the equation is checked without the cofactor', () => {
    const verdicts = { valid: 0, invalid: 0 }
    for (let keyTorsion = 0; keyTorsion < 8; keyTorsion++)
      for (let nonceTorsion = 0; nonceTorsion < 8; nonceTorsion++) {
        const message = crypto.getRandomValues(new Uint8Array(8))
        const { publicKey, signature, holds } = torsionSignature(keyTorsion, nonceTorsion, message)
        expect(backend.verify(signature, message, publicKey), `${keyTorsion}, ${nonceTorsion}`).toBe(holds)
        verdicts[holds ? 'valid' : 'invalid']++
      }
    expect(verdicts.invalid).toBeGreaterThan(verdicts.valid)
  })

  test('S is below the order: S + L, the same residue, is refused', () => {
    const [, publicKey, message, signature] = RFC_8032[0]
    const s = bytesToNumberLE(signature.subarray(32))
    expect(backend.verify(join(signature, s + ORDER), message, publicKey)).toBe(false)
  })

  test('keys that are no canonical point are refused', () => {
    const [, , message, signature] = RFC_8032[0]
    for (const y of [2n, ED25519_P, ED25519_P + 3n, 2n ** 255n - 1n])
      expect(backend.verify(signature, message, numberToBytesLE(y, 32)), `y = ${y}`).toBe(false)
  })
})

const ED25519_P = 2n ** 255n - 19n

const shared = new URL('../../../../../shared/vectors/ed25519/zip215.json', import.meta.url)
test('the published cases of ZIP 215 are refused one and all', () => {
  if (!existsSync(shared)) return console.log('skipped: ../shared/vectors/ed25519 is not there')
  const vectors: { vk_bytes: string; sig_bytes: string }[] = JSON.parse(readFileSync(shared, 'utf8'))
  expect(vectors).toHaveLength(196)
  for (const { vk_bytes, sig_bytes } of vectors)
    for (const backend of [loadSodium(), ed25519Portable])
      expect(backend.verify(hex(sig_bytes), utf8('Zcash'), hex(vk_bytes)), sig_bytes).toBe(false)
})
