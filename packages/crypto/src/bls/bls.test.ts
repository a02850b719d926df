import { concatBytes, fromHex, toHex } from '@echochain/codec'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTestVectors } from '../testVectors.ts'
import { bls as portable } from './backend.portable.ts'
import type { BlsBackend } from './BlsBackend.ts'
import { loadBlst } from './blst.node.ts'

// From https://github.com/ethereum/bls12-381-tests, release 0.1.0 (CC0): sign_case_c82df61aa3ee60fb, aggregate_0xabab…,
// fast_aggregate_verify_valid_3d7576f3c0e3570a, …_extra_pubkey_5a38e6b4017fe4dd and …_tampered_signature.
const SECRET = fromHex('0x263dbd792f5b1be47ed85f8938c0f29586af0d3ac7b977f21c278fe1462040e3')
const SIGNATURE_OVER_ZEROS = fromHex(
  '0xb6ed936746e01f8ecf281f020953fbf1f01debd5657c4a383940b020b26507f6076334f91e2366c96e9ab279fb5158090352ea1c5b0c9274504f4f0e7053af24802e51e4568d164fe986834f41e55c8e850ce1f98458c0cfc9ab380b55285a55',
)
const KEYS = [
  '0xa491d1b0ecd9bb917989f0e74f0dea0422eac4a873e5e2644f368dffb9a6e20fd6e10c1b77654d067c0618f6e5a7f79a',
  '0xb301803f8b5ac4a1133581fc676dfedc60d891dd5fa99028805e5ea5b08d3491af75d0707adab3b70c6a6a580217bf81',
  '0xb53d21a4cfd562c469cc81514d4ce5a6b577d8403d32a394dc265dd190b47fa9f829fdd7963afdf972e5e77854051f6f',
].map(fromHex)
const MESSAGE = new Uint8Array(32).fill(0xab)
const SIGNATURES = [
  '0x91347bccf740d859038fcdcaf233eeceb2a436bcaaee9b2aa3bfb70efe29dfb2677562ccbea1c8e061fb9971b0753c240622fab78489ce96768259fc01360346da5b9f579e5da0d941e4c6ba18a0e64906082375394f337fa1af2b7127b0d121',
  '0x9674e2228034527f4c083206032b020310face156d4a4685e2fcaec2f6f3665aa635d90347b6ce124eb879266b1e801d185de36a0a289b85e9039662634f2eea1e02e670bc7ab849d006a70b2f93b84597558a05b879c8d445f387a5d5b653df',
  '0xae82747ddeefe4fd64cf9cedb9b04ae3e8a43420cd255e3c7cd06a8d88b7c7f8638543719981c5d16fa3527c468c25f0026704a6951bde891360c7e8d12ddee0559004ccdbe6046b55bae1b257ee97f7cdb955773d7cf29adf3ccbb9975e4eb9',
].map(fromHex)
const AGGREGATE = fromHex(
  '0x9712c3edd73a209c742b8250759db12549b3eaf43b5ca61376d9f30e2747dbcf842d8b2ac0901d2a093713e20284a7670fcf6954e9ab93de991bb9b313e664785a075fc285806fa5224c82bde146561b446ccfc706a64b8579513cfc4ff1d930',
)
const infinity = (length: number): Uint8Array => concatBytes(Uint8Array.of(0xc0), new Uint8Array(length - 1))
const ORDER = bls12_381.G1.Point.Fn.ORDER

const verify = (backend: BlsBackend, keys: Uint8Array[], message: Uint8Array, signature: Uint8Array): boolean => {
  const handles = keys.map((key) => backend.decodePublicKey(key))
  return handles.every((handle) => handle !== undefined) && backend.verify(handles, message, signature)
}

describe.each([loadBlst(), portable])('BLS12-381 by $library', (backend) => {
  test('Ethereum: key and signature of a known secret', () => {
    const secret = backend.decodeSecretKey(SECRET)!
    expect(secret.publicKey()).toEqual(KEYS[0])
    expect(secret.sign(new Uint8Array(32))).toEqual(SIGNATURE_OVER_ZEROS)
    expect(verify(backend, [KEYS[0]], new Uint8Array(32), SIGNATURE_OVER_ZEROS)).toBe(true)
  })

  test('Ethereum: aggregate and fast_aggregate_verify', () => {
    expect(backend.aggregate(SIGNATURES)).toEqual(AGGREGATE)
    expect(verify(backend, KEYS, MESSAGE, AGGREGATE)).toBe(true)
    expect(verify(backend, KEYS.slice(1), MESSAGE, AGGREGATE)).toBe(false)
    expect(verify(backend, [...KEYS, KEYS[2]], MESSAGE, AGGREGATE)).toBe(false)
    expect(verify(backend, KEYS, new Uint8Array(32), AGGREGATE)).toBe(false)
    const tampered = AGGREGATE.slice()
    tampered.fill(0xff, 92)
    expect(verify(backend, KEYS, MESSAGE, tampered)).toBe(false)
  })

  test('Wycheproof: every verdict of the POP ciphersuite', () => {
    const vectors = readTestVectors('wycheproof-bls.tsv')
    expect(vectors).toHaveLength(26)
    for (const { name, publicKey, message, signature, valid } of vectors)
      expect(verify(backend, [publicKey], message, signature), name).toBe(valid)
  })

  test('secrets are above zero and below the order', () => {
    const bytes = (value: bigint): Uint8Array => fromHex(`0x${value.toString(16).padStart(64, '0')}`)
    for (const value of [0n, ORDER, ORDER + 1n, 2n ** 256n - 1n])
      expect(backend.decodeSecretKey(bytes(value)), `${value}`).toBeUndefined()
    expect(backend.decodeSecretKey(bytes(1n))).toBeDefined()
    expect(backend.decodeSecretKey(bytes(ORDER - 1n))).toBeDefined()
  })

  test('keys: infinity, other subgroups, uncompressed and mangled ones are refused', () => {
    const uncompressed = bls12_381.G1.Point.fromBytes(KEYS[0]).toBytes(false)
    const offSubgroup = fromHex(`0x80${'00'.repeat(46)}04`) // x = 4 is on the curve, but not in G1
    expect(() => bls12_381.G1.Point.fromBytes(offSubgroup).assertValidity()).toThrow('subgroup')
    const mangled = KEYS[0].slice()
    mangled[0] &= 0x7f
    for (const key of [infinity(48), offSubgroup, uncompressed, mangled, KEYS[0].subarray(1), new Uint8Array(0)])
      expect(backend.decodePublicKey(key), toHex(key)).toBeUndefined()
  })

  test('infinity is no signature, alone or in an aggregate', () => {
    expect(verify(backend, [KEYS[0]], MESSAGE, infinity(96))).toBe(false)
    expect(backend.aggregate([infinity(96)])).toBeUndefined()
    expect(backend.aggregate([SIGNATURES[0], SIGNATURES[1].subarray(1)])).toBeUndefined()
    const negative = bls12_381.G2.Point.fromBytes(SIGNATURES[0]).negate().toBytes()
    expect(backend.aggregate([SIGNATURES[0], negative])).toBeUndefined()
  })

  test('keys that cancel each other have no valid signature', () => {
    const negative = bls12_381.G1.Point.fromBytes(KEYS[0]).negate().toBytes()
    expect(verify(backend, [KEYS[0], negative], MESSAGE, infinity(96))).toBe(false)
    expect(verify(backend, [KEYS[0], negative], MESSAGE, SIGNATURES[0])).toBe(false)
  })
})

test('blst and noble agree on keys, signatures and mutated signatures', { timeout: 600_000 }, () => {
  const native = loadBlst()
  const input = fc.record({
    secret: fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((bytes) => bytes.map((byte, i) => (i === 0 ? byte >> 2 : byte))),
    message: fc.uint8Array({ maxLength: 64 }),
    mutate: fc.boolean(),
    at: fc.nat(95),
    bit: fc.nat(7),
  })
  const agree = fc.property(input, ({ secret, message, mutate, at, bit }) => {
    const [a, b] = [native.decodeSecretKey(secret), portable.decodeSecretKey(secret)]
    expect(a === undefined).toBe(b === undefined)
    if (!a || !b) return
    expect(a.publicKey()).toEqual(b.publicKey())
    const signature = a.sign(message)
    expect(b.sign(message)).toEqual(signature)
    if (mutate) signature[at] ^= 1 << bit
    const verdict = verify(native, [a.publicKey()], message, signature)
    expect(verdict).toBe(!mutate)
    expect(verify(portable, [b.publicKey()], message, signature)).toBe(verdict)
  })
  fc.assert(agree, { numRuns: process.env.TEST_ALL ? 1000 : 25 })
})
