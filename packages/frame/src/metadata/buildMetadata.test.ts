import { decode, encode, toHex } from '@echochain/codec'
import { metadata as papiMetadata } from '@polkadot-api/substrate-bindings'
import { Metadata, TypeRegistry as PolkadotRegistry } from '@polkadot/types'
import { describe, expect, test } from 'vitest'
import { runtimeCall } from '../module/declarations.ts'
import { RuntimeVersionCodec } from '../runtime/RuntimeVersion.ts'
import { AccountInfo, EMPTY_ACCOUNT } from '../system/AccountInfo.ts'
import { connectPolkadotApi, connectPolkadotJs } from '../testing/clients.ts'
import { ALICE, BOB } from '../testing/TestChain.ts'
import { createTestRuntime } from '../testing/testRuntime.ts'
import { buildMetadata } from './buildMetadata.ts'
import { METADATA_VERSIONS } from './layout/MetadataLayout.ts'

const { runtime, notes } = createTestRuntime()
const word = `0x${'5a'.repeat(32)}` as const

/** Types that clients know by path (polkadot.js and polkadot-api fail without the first three). */
const KNOWN_PATHS = [
  'sp_core::crypto::AccountId32',
  'sp_runtime::multiaddress::MultiAddress',
  'sp_runtime::MultiSignature',
  'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic',
  'sp_runtime::DispatchError',
  'sp_runtime::generic::era::Era',
  'primitive_types::H256',
  'sp_weights::weight_v2::Weight',
  'frame_system::AccountInfo',
  'frame_system::EventRecord',
  'Option',
]

describe.each(METADATA_VERSIONS)('metadata V%i', (version) => {
  const bytes = buildMetadata(runtime, version)
  const { metadata, builder } = connectPolkadotApi(runtime, version)
  const module = (name: string) => metadata.pallets.find((pallet) => pallet.name === name)!
  const lookup = (id: number) => metadata.lookup[id]

  test('polkadot.js decodes it and encodes it to the same bytes', () => {
    const decoded = new Metadata(new PolkadotRegistry(), bytes)
    expect(decoded.version).toBe(version)
    expect(decoded.toU8a()).toEqual(bytes)
  })

  test('polkadot-api decodes it and encodes it to the same bytes', () => {
    const decoded = papiMetadata.dec(bytes)
    expect(decoded.metadata.tag).toBe(`v${version}`)
    expect(papiMetadata.enc(decoded)).toEqual(bytes)
  })

  test('types that clients know by path are there, once', () => {
    const paths = metadata.lookup.map(({ path }) => path.join('::'))
    for (const known of KNOWN_PATHS) expect(paths, known).toContain(known)
    const named = metadata.lookup.filter(({ path }) => path.length > 0)
    const keys = named.map(({ path, params }) => `${path.join('::')}<${params.map(({ type }) => type).join()}>`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(metadata.lookup.map(({ id }) => id)).toEqual(metadata.lookup.map((_, position) => position))
  })

  test('a module without events, errors and constants has none, and its index is the declared one', () => {
    expect(module('Clock')).toMatchObject({ index: 2, events: undefined, errors: undefined, constants: [] })
    expect(module('PublicNotes').index).toBe(7)
  })

  test('calls and arguments are snake_case, events PascalCase, with docs and the declared indices', () => {
    const variants = (id: number) => {
      const { def } = lookup(id)
      return def.tag === 'variant' ? def.value : []
    }
    const calls = variants(module('PublicNotes').calls!.type)
    expect(calls.map(({ name, index }) => [name, index])).toEqual([
      ['write_note', 0],
      ['move_credit', 3],
      ['batch', 5],
      ['attempt', 6],
      ['clear_all', 4],
    ])
    expect(calls[0].fields.map(({ name }) => name)).toEqual(['text', 'reply_to'])
    expect(calls[0].docs).toEqual(['Writes a note.'])
    const events = variants(module('PublicNotes').events!.type)
    expect(events.map(({ name, index }) => [name, index])).toEqual([
      ['Written', 0],
      ['CreditMoved', 3],
    ])
    expect(events[0].fields.map(({ name }) => name)).toEqual(['author', 'note_id', 'reply_to'])
    const errors = variants(module('PublicNotes').errors!.type)
    expect(errors.map(({ name, index, docs }) => [name, index, docs])).toEqual([
      ['Unknown', 0, ['There is no such note.']],
      ['TooPoor', 4, ['Not enough credit.']],
    ])
  })

  test('a call that carries calls refers to the runtime call, whose variants are the modules', () => {
    const encoded = builder.buildCall('PublicNotes', 'batch').codec.enc({
      calls: [{ type: 'PublicNotes', value: { type: 'clear_all', value: undefined } }],
    })
    const inner = runtimeCall(notes.calls.clearAll, {})
    expect(encodeCall(runtimeCall(notes.calls.batch, { calls: [inner] }))).toEqual(Uint8Array.of(7, 5, ...encoded))
    if ('call' in metadata.extrinsic)
      expect(lookup(metadata.extrinsic.call).path).toEqual(['echo_runtime', 'RuntimeCall'])
    else expect(version).toBe(14)
  })

  test('absent entries read as their default, or as None where they have none', () => {
    const items = module('PublicNotes').storage!.items
    expect(items.map(({ name, modifier, fallback }) => [name, modifier, fallback])).toEqual([
      ['NextId', 1, '0x00000000'],
      ['Note', 0, '0x00'],
      ['Pinned', 0, '0x00'],
      ['Credit', 1, '0x05000000000000000000000000000000'],
      ['Seen', 0, '0x00'],
    ])
    const account = module('System').storage!.items.find(({ name }) => name === 'Account')!
    expect(account).toMatchObject({ modifier: 1, fallback: toHex(encode(AccountInfo, EMPTY_ACCOUNT)) })
  })

  test('map keys name their hashers', () => {
    const hashers = Object.fromEntries(
      module('PublicNotes').storage!.items.map(({ name, type }) => [
        name,
        type.tag === 'map' ? type.value.hashers.map(({ tag }) => tag) : [],
      ]),
    )
    expect(hashers).toMatchObject({ Note: ['Twox64Concat'], Credit: ['Blake2128Concat'], NextId: [] })
  })

  test('System.Events is Vec<EventRecord<RuntimeEvent, H256>>', () => {
    const { type } = module('System').storage!.items.find(({ name }) => name === 'Events')!
    const vec = lookup(type.value as number).def
    const record = lookup(vec.value as number)
    expect(record.path).toEqual(['frame_system', 'EventRecord'])
    expect(record.params.map((param) => lookup(param.type!).path.at(-1))).toEqual(['RuntimeEvent', 'H256'])
  })

  test('constants hold their encoded values', () => {
    const version = module('System').constants.find(({ name }) => name === 'Version')!
    expect(decode(RuntimeVersionCodec, fromPapi(version.value))).toEqual(runtime.version)
    expect(builder.buildConstant('System', 'SS58Prefix').dec(module('System').constants[4].value)).toBe(42)
    expect(builder.ss58Prefix).toBe(42)
  })

  test('the extensions stand in order, each with its part of the extrinsic and of what is signed', () => {
    const extensions = metadata.extrinsic.signedExtensions[0]
    expect(extensions.map(({ identifier }) => identifier)).toEqual([
      'CheckSpecVersion',
      'CheckTxVersion',
      'CheckGenesis',
      'CheckMortality',
      'CheckNonce',
      'CheckMetadataHash',
    ])
    expect(lookup(extensions[3].type).path).toEqual(['sp_runtime', 'generic', 'era', 'Era'])
    expect(lookup(extensions[3].additionalSigned).path).toEqual(['primitive_types', 'H256'])
    expect(metadata.extrinsic.version).toEqual([4])
  })
})

const encodeCall = (call: Parameters<typeof runtime.callCodec.write>[1]) => encode(runtime.callCodec, call)
const fromPapi = (hex: string) =>
  Uint8Array.from(hex.slice(2).match(/../g) ?? [], (digits) => Number.parseInt(digits, 16))

test('calls made by polkadot.js and polkadot-api from the metadata are ours, byte for byte', () => {
  const call = runtimeCall(notes.calls.moveCredit, {
    dest: { type: 'Id', value: BOB.account },
    amount: 70_000n,
    reference: word,
  })
  const { registry } = connectPolkadotJs(runtime)
  const bytes = encodeCall(call)
  const decoded = registry.createType('Call', bytes)
  expect(decoded.toU8a()).toEqual(bytes)
  expect(decoded.toHuman()).toMatchObject({ section: 'publicNotes', method: 'moveCredit', args: { amount: '70,000' } })
  const papi = connectPolkadotApi(runtime).builder.buildCall('PublicNotes', 'move_credit').codec
  const value = papi.dec(bytes.slice(2))
  expect(value).toMatchObject({ amount: 70_000n, reference: word })
  expect(papi.enc(value)).toEqual(bytes.slice(2))
})

test('runtime APIs name their methods and arguments in snake_case, from V15 on with their types', () => {
  const { metadata, builder } = connectPolkadotApi(runtime)
  const methods = metadata.apis.map((api) => [api.name, api.methods.map(({ name }) => name)])
  expect(Object.fromEntries(methods)).toEqual({
    Core: ['version'],
    Metadata: ['metadata', 'metadata_at_version', 'metadata_versions'],
    AccountNonceApi: ['account_nonce'],
    TaggedTransactionQueue: ['validate_transaction'],
  })
  const queue = metadata.apis.find(({ name }) => name === 'TaggedTransactionQueue')!
  expect(queue.methods[0].inputs.map(({ name }) => name)).toEqual(['source', 'tx', 'block_hash'])
  expect(metadata.lookup[queue.methods[0].inputs[1].type].path.at(-1)).toBe('UncheckedExtrinsic')
  const nonce = builder.buildRuntimeCall('AccountNonceApi', 'account_nonce')
  expect(nonce.value.dec(Uint8Array.of(7, 0, 0, 0))).toBe(7)
  expect(nonce.args.enc(nonce.args.dec(ALICE.publicKey))).toEqual(ALICE.publicKey)
})

test('a type has the same number in all versions', () => {
  const [v14, v15, v16] = METADATA_VERSIONS.map((version) => connectPolkadotApi(runtime, version).metadata.lookup)
  expect(v15).toEqual(v14)
  expect(v16).toEqual(v14)
})
