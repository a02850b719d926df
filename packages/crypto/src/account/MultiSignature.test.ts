import { CodecError, decode, encode } from '@echochain/codec'
import { TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MultiSignature } from './MultiSignature.ts'

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const signatures: fc.Arbitrary<MultiSignature> = fc.oneof(
  fc.record({ type: fc.constant('Ed25519'), value: bytes(64) }),
  fc.record({ type: fc.constant('Sr25519'), value: bytes(64) }),
  fc.record({ type: fc.constant('Ecdsa'), value: bytes(65) }),
)

test('MultiSignature has the bytes of sp_runtime::MultiSignature, by @polkadot/types', () => {
  const registry = new TypeRegistry()
  const sameBytes = fc.property(signatures, (signature) => {
    const theirs = registry.createType('MultiSignature', { [signature.type]: signature.value })
    expect(encode(MultiSignature, signature)).toEqual(theirs.toU8a())
    expect(decode(MultiSignature, theirs.toU8a())).toEqual(signature)
  })
  fc.assert(sameBytes)
})

test('other schemes and lengths are refused', () => {
  expect(() => decode(MultiSignature, new Uint8Array(65).fill(3))).toThrow(CodecError)
  expect(() => decode(MultiSignature, new Uint8Array(64))).toThrow(CodecError)
  expect(() => decode(MultiSignature, new Uint8Array(66))).toThrow(CodecError)
  expect(() => encode(MultiSignature, { type: 'Ecdsa', value: new Uint8Array(64) })).toThrow(CodecError)
})
