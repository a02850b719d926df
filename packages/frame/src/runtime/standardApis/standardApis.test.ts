import { concatBytes, decode, encode, H256, toHex, u32, utf8 } from '@echochain/codec'
import { blake2b } from '@noble/hashes/blake2.js'
import { describe, expect, test } from 'vitest'
import { TransactionValidity } from '../../executive/Validity.ts'
import { mortalEra } from '../../extrinsic/Era.ts'
import { bareExtrinsic } from '../../extrinsic/Extrinsic.ts'
import { runtimeCall } from '../../module/declarations.ts'
import { buildMetadata } from '../../metadata/buildMetadata.ts'
import { computeMetadataHash } from '../../metadata/digest/computeMetadataHash.ts'
import { connectPolkadotApi } from '../../testing/clients.ts'
import { ALICE, BOB, CHARLIE, TestChain } from '../../testing/TestChain.ts'
import { TEST_LIMITS } from '../../testing/testRuntime.ts'
import { callRuntimeApi } from '../callRuntimeApi.ts'
import { runtimeVersionApis } from '../RuntimeApi.ts'
import { RuntimeVersionCodec } from '../RuntimeVersion.ts'

const chain = new TestChain()
const { runtime, notes, clock, system } = chain.parts
const NOTHING = new Uint8Array(0)
const ask = (method: string, args: Uint8Array, from = chain) =>
  callRuntimeApi(from.parts.runtime, from.begin().ctx, method, args)
const note = (length = 3) => runtimeCall(notes.calls.writeNote, { text: new Uint8Array(length), replyTo: undefined })

describe('runtime APIs', () => {
  test('are listed by blake2b-64 of their names, in the version of the runtime too', () => {
    for (const { name, id } of runtime.apis) expect(id, name).toBe(toHex(blake2b(utf8(name), { dkLen: 8 })))
    expect(runtime.version.apis).toEqual(runtimeVersionApis(runtime.apis))
  })

  test.each(['Core_versions', 'Core_', 'Core', 'version', '', 'core_version', 'Metadata_metadataVersions'])(
    '"%s" is none',
    (method) => expect(() => ask(method, NOTHING)).toThrow(expect.objectContaining({ code: 'UNKNOWN_RUNTIME_API' })),
  )

  test('decode their arguments strictly', () => {
    const account = ALICE.publicKey
    expect(() => ask('AccountNonceApi_account_nonce', account.subarray(1))).toThrow(
      expect.objectContaining({ code: 'UNEXPECTED_END' }),
    )
    expect(() => ask('AccountNonceApi_account_nonce', concatBytes(account, account))).toThrow(
      expect.objectContaining({ code: 'TRAILING_BYTES' }),
    )
    expect(() => ask('Core_version', account)).toThrow(expect.objectContaining({ code: 'TRAILING_BYTES' }))
  })

  test('Core_version is the version that System.Version shows', () => {
    expect(decode(RuntimeVersionCodec, ask('Core_version', NOTHING))).toEqual(runtime.version)
    expect(system.constants.Version.value).toBe(runtime.version)
  })

  test('Metadata has the versions 14 to 16, and V14 without asking for one', () => {
    const { builder } = connectPolkadotApi(runtime)
    const papi = (method: string) => builder.buildRuntimeCall('Metadata', method)
    expect(papi('metadata_versions').value.dec(ask('Metadata_metadata_versions', NOTHING))).toEqual([14, 15, 16])
    const opaque = papi('metadata').value.dec(ask('Metadata_metadata', NOTHING))
    expect(opaque).toEqual(buildMetadata(runtime, 14))
    for (const version of [14, 15, 16] as const) {
      const { value } = papi('metadata_at_version')
      expect(value.dec(ask('Metadata_metadata_at_version', encode(u32, version)))).toEqual(
        buildMetadata(runtime, version),
      )
    }
    expect(ask('Metadata_metadata_at_version', encode(u32, 13))).toEqual(Uint8Array.of(0))
  })

  test('AccountNonceApi counts the transactions of an account', () => {
    const own = new TestChain()
    const nonce = () => decode(u32, ask('AccountNonceApi_account_nonce', ALICE.publicKey, own))
    expect(nonce()).toBe(0)
    own.produce(own.sign(note(), ALICE), own.sign(note(), ALICE, { nonce: 1 }))
    expect(nonce()).toBe(2)
  })
})

describe('validate_transaction', () => {
  const external = Uint8Array.of(2)
  const validate = (transaction: Uint8Array, from = chain) =>
    decode(
      TransactionValidity,
      ask(
        'TaggedTransactionQueue_validate_transaction',
        concatBytes(external, transaction, encode(H256, from.hashOf(0))),
        from,
      ),
    )
  const invalid = (type: string) => ({ ok: false, error: { type: 'Invalid', value: { type } } })
  const unknown = (type: string) => ({ ok: false, error: { type: 'Unknown', value: { type } } })

  test.each([ALICE, BOB, CHARLIE].map((keypair) => [keypair.scheme, keypair] as const))(
    'accepts a transaction signed by %s',
    (_scheme, keypair) => {
      const validity = validate(chain.sign(note(), keypair))
      expect(validity).toMatchObject({ ok: true, value: { requires: [], longevity: 2n ** 64n - 1n, propagate: true } })
      expect(validity.ok && validity.value.provides).toHaveLength(1)
    },
  )

  test('is read by polkadot-api', () => {
    const { value } = connectPolkadotApi(runtime).builder.buildRuntimeCall(
      'TaggedTransactionQueue',
      'validate_transaction',
    )
    const of = (transaction: Uint8Array) =>
      value.dec(
        ask(
          'TaggedTransactionQueue_validate_transaction',
          concatBytes(external, transaction, encode(H256, chain.hashOf(0))),
        ),
      )
    expect(of(chain.sign(note(), ALICE))).toMatchObject({ success: true, value: { propagate: true } })
    expect(of(chain.sign(note(), ALICE, { specVersion: 1 }))).toMatchObject({
      success: false,
      value: { type: 'Invalid', value: { type: 'BadProof' } },
    })
  })

  test('chains transactions by tags: one requires what the one before it provides', () => {
    const [first, second] = [5, 6].map((nonce) => validate(chain.sign(note(), ALICE, { nonce })))
    expect(first.ok && second.ok && second.value.requires).toEqual(first.ok && first.value.provides)
    expect(second.ok && second.value.provides).not.toEqual(first.ok && first.value.provides)
  })

  test('a nonce that was used: Stale', () => {
    const own = new TestChain()
    own.produce(own.sign(note(), ALICE))
    expect(validate(own.sign(note(), ALICE), own)).toEqual(invalid('Stale'))
    expect(validate(own.sign(note(), ALICE, { nonce: 1 }), own)).toMatchObject({ ok: true, value: { requires: [] } })
  })

  test.each([
    ['another spec version', { specVersion: 102 }],
    ['another chain', { genesisHash: chain.hashOf(99) }],
    ['another fork', { era: mortalEra(64, 0), eraHash: chain.hashOf(98) }],
  ])('signed for %s: BadProof', (_what, signing) => {
    expect(validate(chain.sign(note(), ALICE, signing))).toEqual(invalid('BadProof'))
  })

  test('a changed byte of call or signature: BadProof', () => {
    const bytes = chain.sign(note(), ALICE)
    for (const at of [bytes.length - 2, 60]) {
      const changed = bytes.slice()
      changed[at] ^= 1
      expect(validate(changed), `byte ${at}`).toEqual(invalid('BadProof'))
    }
  })

  test('mortal: valid for the rest of its era, then AncientBirthBlock', () => {
    const own = new TestChain()
    for (let i = 0; i < 5; i++) own.produce()
    const signed = own.sign(note(), ALICE, { era: mortalEra(8, 5), eraHash: own.hashOf(5) })
    expect(validate(signed, own)).toMatchObject({ ok: true, value: { longevity: 7n } }) // blocks 6 to 12
    for (let i = 0; i < 6; i++) own.produce()
    expect(validate(signed, own)).toMatchObject({ ok: true, value: { longevity: 1n } }) // block 12 is the last
    own.produce()
    expect(validate(signed, own)).toEqual(invalid('AncientBirthBlock'))
  })

  test('signed for a block whose hash is unknown: AncientBirthBlock', () => {
    const own = new TestChain()
    own.produce()
    const ahead = own.sign(note(), ALICE, { era: { type: 'Mortal', period: 64, phase: 40 }, eraHash: own.hashOf(40) })
    expect(validate(ahead, own)).toEqual(invalid('AncientBirthBlock'))
  })

  test('unsigned: NoUnsignedValidator', () => {
    const bare = bareExtrinsic(runtime, runtimeCall(clock.calls.set, { now: 1n }))
    expect(validate(bare)).toEqual(unknown('NoUnsignedValidator'))
  })

  test('signed by an address that names no account: CannotLookup', () => {
    expect(validate(Uint8Array.of(12, 0x84, 1, 0))).toEqual(unknown('CannotLookup'))
  })

  test('undecodable: Call', () => {
    expect(validate(Uint8Array.of(8, 4, 99))).toEqual(invalid('Call'))
  })

  test('larger than a whole block: ExhaustsResources', () => {
    const remark = runtimeCall(system.calls.remark, { remark: new Uint8Array(TEST_LIMITS.maxBytes) })
    expect(validate(chain.sign(remark, ALICE))).toEqual(invalid('ExhaustsResources'))
  })

  test('RFC-78: signed over a metadata hash, which must be that of the runtime', () => {
    const display = { base58Prefix: 42, decimals: 12, tokenSymbol: 'ECHO' }
    const own: TestChain = new TestChain({ metadataHash: () => computeMetadataHash(own.parts.runtime, display) })
    const metadataHash = computeMetadataHash(own.parts.runtime, display)
    expect(validate(own.sign(note(), ALICE, { metadataHash }), own)).toMatchObject({ ok: true })
    const other = computeMetadataHash(own.parts.runtime, { ...display, decimals: 13 })
    expect(validate(own.sign(note(), ALICE, { metadataHash: other }), own)).toEqual(invalid('BadProof'))
    expect(validate(chain.sign(note(), ALICE, { metadataHash }))).toEqual(invalid('Call'))
  })
})
