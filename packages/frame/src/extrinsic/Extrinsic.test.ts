import { blake2b256, ByteWriter, concatBytes, CodecError, encode, toHex } from '@echochain/codec'
import { type Keypair, MultiSignature, verifySignature } from '@echochain/crypto'
import { Keyring } from '@polkadot/keyring'
import type { Extrinsic as TheirExtrinsic, ExtrinsicEra as TheirEra } from '@polkadot/types/interfaces'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { expectedPayload, ImpliedAdditionals, impliedAdditional } from '../executive/validateTransaction.ts'
import { InvalidTransactionError } from '../executive/Validity.ts'
import { type RuntimeCall, runtimeCall } from '../module/declarations.ts'
import { connectPolkadotJs } from '../testing/clients.ts'
import { ALICE, BOB, CHARLIE, TestChain } from '../testing/TestChain.ts'
import { mortalEra } from './Era.ts'
import { bareExtrinsic, decodeExtrinsic, type Extrinsic, extrinsicHash, readSigner } from './Extrinsic.ts'
import { addressOf, MultiAddress } from './MultiAddress.ts'

const chain = new TestChain()
const { runtime, notes, clock, system } = chain.parts
const { registry } = connectPolkadotJs(runtime)
const SIGNERS: [string, Keypair, string][] = [
  ['sr25519', ALICE, '//Alice'],
  ['ed25519', BOB, '//Bob'],
  ['ecdsa', CHARLIE, '//Charlie'],
]

const writeNote = (text = 'hello', replyTo?: number) =>
  runtimeCall(notes.calls.writeNote, { text: new TextEncoder().encode(text), replyTo })
const remark = (length: number) => runtimeCall(system.calls.remark, { remark: new Uint8Array(length) })

/** The one encoding of a decoded extrinsic, made anew from its parts. */
function encodeAgain({ call, signed }: Extrinsic): Uint8Array {
  if (!signed) return bareExtrinsic(runtime, call)
  const body = new ByteWriter()
  body.u8(0x84)
  MultiAddress.write(body, addressOf(signed.account))
  MultiSignature.write(body, signed.signature)
  runtime.extensions.forEach((extension, i) => extension.extra.write(body, signed.extras[i]))
  runtime.callCodec.write(body, call)
  const length = new ByteWriter()
  length.compactU32(body.length)
  return concatBytes(length.toBytes(), body.toBytes())
}

beforeAll(() => cryptoWaitReady())

describe.each(SIGNERS)('extrinsics signed by %s', (_scheme, keypair, uri) => {
  const era = mortalEra(64, 1_000)
  const bytes = chain.sign(writeNote('hello', 7), keypair, { nonce: 300, era, eraHash: chain.hashOf(1_000) })

  test('polkadot.js decodes what we sign', () => {
    const theirs = registry.createType<TheirExtrinsic>('Extrinsic', bytes)
    expect(theirs.toU8a()).toEqual(bytes)
    expect(theirs.hash.toHex()).toBe(extrinsicHash(bytes))
    expect(theirs.signer.value.toU8a()).toEqual(Uint8Array.from(keypair.account, (byte) => byte.charCodeAt(0)))
    expect(theirs.nonce.toNumber()).toBe(300)
    expect(theirs.era.asMortalEra.period.toNumber()).toBe(64)
    expect(theirs.method.toHuman()).toMatchObject({ section: 'publicNotes', method: 'writeNote' })
  })

  test('we decode what we sign', () => {
    const extrinsic = chain.decode(bytes)
    expect(extrinsic.call).toMatchObject({ call: notes.calls.writeNote, args: { replyTo: 7 } })
    expect(extrinsic.signed).toMatchObject({
      account: keypair.account,
      extras: [undefined, undefined, undefined, era, 300, 'Disabled'],
    })
    expect(encodeAgain(extrinsic)).toEqual(bytes)
  })

  test.each([
    ['plain', writeNote()],
    ['longer than 256 bytes and so hashed', remark(300)],
  ])('polkadot.js signs over the payload we expect, %s', (_length, call) => {
    const pair = new Keyring({ type: keypair.scheme }).addFromUri(uri)
    const theirs = registry.createType<TheirExtrinsic>(
      'Extrinsic',
      registry.createType('Call', encode(runtime.callCodec, call)),
    )
    theirs.sign(pair, {
      blockHash: chain.hashOf(0),
      era: registry.createType<TheirEra>('ExtrinsicEra', { current: 0, period: 8 }),
      genesisHash: chain.hashOf(0),
      nonce: 2,
      runtimeVersion: runtime.version as never,
    })
    const { signed } = chain.decode(theirs.toU8a())
    const payload = expectedPayload(runtime, chain.begin().ctx, signed!)
    expect(signed!.account).toBe(keypair.account)
    expect(verifySignature(signed!.signature, payload, signed!.account)).toBe(true)
    expect(payload.length === 32).toBe(call.call === system.calls.remark)
  })
})

test('an inherent is the byte 4 and its call; polkadot.js decodes it', () => {
  const bytes = bareExtrinsic(runtime, runtimeCall(clock.calls.set, { now: 63n }))
  expect(toHex(bytes)).toBe('0x10040200fc')
  const theirs = registry.createType<TheirExtrinsic>('Extrinsic', bytes)
  expect(theirs.isSigned).toBe(false)
  expect(theirs.method.toHuman()).toMatchObject({ section: 'clock', method: 'set' })
  expect(chain.decode(bytes)).toMatchObject({ signed: undefined, call: { args: { now: 63n } } })
})

test('the hash of an extrinsic is blake2b-256 of its bytes with their length', () => {
  const bytes = chain.sign(writeNote(), ALICE)
  expect(extrinsicHash(bytes)).toBe(toHex(blake2b256(bytes)))
})

describe('malformed extrinsics are refused with a code', () => {
  const valid = chain.sign(
    runtimeCall(notes.calls.batch, { calls: [writeNote(), remark(3), writeNote('b', 1)] }),
    ALICE,
  )
  const bare = bareExtrinsic(runtime, runtimeCall(clock.calls.set, { now: 63n }))
  const withLength = (...body: number[]) => Uint8Array.of(body.length << 2, ...body)

  test.each([
    ['nothing', Uint8Array.of(), 'UNEXPECTED_END'],
    ['a length alone', Uint8Array.of(0), 'UNEXPECTED_END'],
    ['fewer bytes than its length', bare.subarray(0, -1), 'UNEXPECTED_END'],
    ['more bytes than its length', concatBytes(bare, Uint8Array.of(0)), 'TRAILING_BYTES'],
    ['bytes after its call', withLength(4, 2, 0, 63 << 2, 0), 'TRAILING_BYTES'],
    [
      'a length in a longer form than needed',
      concatBytes(Uint8Array.of(0x11, 0), bare.subarray(1)),
      'NON_CANONICAL_COMPACT',
    ],
    ['version 5', withLength(5, 2, 0, 63 << 2), 'UNKNOWN_VARIANT'],
    ['version 5, general', withLength(0x45, 0, 2, 0, 63 << 2), 'UNKNOWN_VARIANT'],
    ['an unknown module', withLength(4, 99, 0), 'UNKNOWN_VARIANT'],
    ['an unknown call', withLength(4, 2, 99), 'UNKNOWN_VARIANT'],
    ['an unknown form of address', withLength(0x84, 5), 'UNKNOWN_VARIANT'],
    ['an address that is an index', withLength(0x84, 1, 0), 'CannotLookup'],
  ])('%s', (_what, bytes, code) => {
    expect(() => decodeExtrinsic(runtime, bytes)).toThrow(expect.objectContaining({ code }))
  })

  test('calls nested deeper than 32 levels', () => {
    const nested = (depth: number): RuntimeCall =>
      depth === 0 ? writeNote() : runtimeCall(notes.calls.attempt, { call: nested(depth - 1) })
    expect(chain.decode(bareExtrinsic(runtime, nested(32)))).toBeDefined()
    for (const depth of [33, 100, 2_000])
      expect(() => chain.decode(bareExtrinsic(runtime, nested(depth)))).toThrow(
        expect.objectContaining({ code: 'TOO_DEEP' }),
      )
    const prefix = Uint8Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? 7 : 6))
    const length = new ByteWriter()
    length.compactU32(prefix.length + 1)
    expect(() => chain.decode(concatBytes(length.toBytes(), Uint8Array.of(4), prefix))).toThrow(
      expect.objectContaining({ code: 'TOO_DEEP' }),
    )
  })

  const expectStrict = (bytes: Uint8Array) => {
    try {
      const extrinsic = decodeExtrinsic(runtime, bytes)
      expect(encodeAgain(extrinsic)).toEqual(bytes)
    } catch (error) {
      if (!(error instanceof CodecError || error instanceof InvalidTransactionError)) throw error
      expect(error.code).toMatch(/^[A-Za-z_0-9]+$/)
    }
  }

  test('random bytes', () => {
    const withVersion = fc
      .tuple(fc.constantFrom(4, 0x84), fc.uint8Array({ maxLength: 62 }))
      .map(([version, body]) => withLength(version, ...body.subarray(0, 62)))
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), withVersion), expectStrict), { numRuns: 2_000 })
  })

  test('valid ones with bytes changed, cut out or put in: refused, or another extrinsic with that one encoding', () => {
    const mutation = fc.record({
      source: fc.constantFrom(valid, bare, chain.sign(writeNote('x', 3), CHARLIE, { era: mortalEra(64, 9) })),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.nat(3),
      insert: fc.uint8Array({ maxLength: 3 }),
      fixLength: fc.boolean(),
    })
    fc.assert(
      fc.property(mutation, ({ source, at, remove, insert, fixLength }) => {
        const position = Math.floor(at * source.length)
        const mutated = concatBytes(source.subarray(0, position), insert, source.subarray(position + remove))
        expectStrict(fixLength ? withFixedLength(mutated, source) : mutated)
      }),
      { numRuns: 5_000 },
    )
  })

  const withFixedLength = (mutated: Uint8Array, source: Uint8Array): Uint8Array => {
    const body = mutated.subarray(source[0] & 1 ? 2 : 1)
    const length = new ByteWriter()
    length.compactU32(body.length)
    return concatBytes(length.toBytes(), body)
  }
})

describe('the signer, read without the rest', () => {
  test('is that of the whole decoding, for extrinsics of any length', () => {
    for (const [, keypair] of SIGNERS)
      for (const length of [0, 100, 20_000]) {
        const bytes = chain.sign(remark(length), keypair)
        expect(readSigner(bytes)).toBe(decodeExtrinsic(runtime, bytes).signed!.account)
      }
  })

  test('is nobody for inherents, other forms of address, and bytes that are cut off', () => {
    expect(readSigner(bareExtrinsic(runtime, runtimeCall(clock.calls.set, { now: 5n })))).toBeUndefined()
    expect(readSigner(bareExtrinsic(runtime, remark(100)))).toBeUndefined()
    const bytes = chain.sign(remark(10), ALICE)
    const byIndex = bytes.slice()
    byIndex[3] = 1
    expect(readSigner(byIndex)).toBeUndefined()
    for (let length = 0; length < 36; length++) expect(readSigner(bytes.slice(0, length)), `${length}`).toBeUndefined()
  })
})

test('implied parts made together are those made one by one, whatever eras come in whatever order', () => {
  const grown = new TestChain()
  for (let i = 0; i < 70; i++) grown.produce()
  const { ctx } = grown.begin()
  const signedWith = (period: number) =>
    grown.decode(grown.sign(remark(1), ALICE, { era: mortalEra(period, 64), nonce: 0 })).signed!
  const immortal = grown.decode(grown.sign(remark(1), ALICE)).signed!
  const kinds = [immortal, ...[4, 8, 16, 32, 64, 128, 1_024].map(signedWith)]
  const together = new ImpliedAdditionals(grown.parts.runtime, ctx)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...kinds), { maxLength: 40 }), (order) => {
      for (const signed of order)
        expect(together.of(signed)).toEqual(impliedAdditional(grown.parts.runtime, ctx, signed))
    }),
  )
  expect(together.of(immortal), 'shared').toBe(together.of(immortal))
})
