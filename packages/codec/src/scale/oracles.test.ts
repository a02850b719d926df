// Our bytes against those of the two client libraries, for the same values. Their decoders accept much that ours refuse,
// so they are asked to write and, for ours, to read only what is canonical.
import * as papi from '@polkadot-api/substrate-bindings'
import { _void as papiVoid } from '@polkadot-api/substrate-bindings'
import { TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountIdToBytes } from '../account/AccountId.ts'
import { ss58Encode } from '../account/ss58.ts'
import { toHex } from '../bytes/hex.ts'
import { type CodecCase, SIMPLE_CASES } from '../testing/codecCases.ts'
import { encode } from './Codec.ts'
import { option, struct, tuple, union } from './composites.ts'
import { bool, compactU128, compactU32, u128, u32, u8 } from './primitives.ts'
import { array, bytes, text, vec } from './sequences.ts'

const registry = new TypeRegistry()

interface Oracles {
  /** The type in the notation of @polkadot/types, and our value in its form. */
  readonly polkadotType: string
  readonly toPolkadot?: (value: any) => unknown
  readonly papiCodec: papi.Codec<any>
  readonly toPapi?: (value: any) => unknown
}

const simple = (name: string): CodecCase => {
  const found = SIMPLE_CASES.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`No case ${name}`)
  return found
}
const { values: u8s } = simple('u8')
const { values: u32s } = simple('u32')
const { values: u128s } = simple('u128')
const { values: texts } = simple('text')
const { values: byteStrings } = simple('bytes')

const SIMPLE: readonly [string, Oracles][] = [
  ['u8', { polkadotType: 'u8', papiCodec: papi.u8 }],
  ['u16', { polkadotType: 'u16', papiCodec: papi.u16 }],
  ['u32', { polkadotType: 'u32', papiCodec: papi.u32 }],
  ['u64', { polkadotType: 'u64', papiCodec: papi.u64 }],
  ['u128', { polkadotType: 'u128', papiCodec: papi.u128 }],
  ['i64', { polkadotType: 'i64', papiCodec: papi.i64 }],
  ['bool', { polkadotType: 'bool', papiCodec: papi.bool }],
  ['compactU32', { polkadotType: 'Compact<u32>', papiCodec: papi.compactNumber }],
  ['compactU64', { polkadotType: 'Compact<u64>', papiCodec: papi.compactBn }],
  ['compactU128', { polkadotType: 'Compact<u128>', papiCodec: papi.compactBn }],
  ['unit', { polkadotType: 'Null', papiCodec: papiVoid }],
  ['bytes', { polkadotType: 'Bytes', toPolkadot: toHex, papiCodec: papi.Bytes() }],
  ['fixedBytes', { polkadotType: '[u8; 5]', papiCodec: papi.Bytes(5) }],
  ['fixedHex', { polkadotType: '[u8; 4]', papiCodec: papi.Hex(4) }],
  ['text', { polkadotType: 'Text', papiCodec: papi.str }],
  [
    'AccountId',
    {
      polkadotType: 'AccountId',
      toPolkadot: accountIdToBytes,
      papiCodec: papi.AccountId(),
      toPapi: (account) => ss58Encode(account),
    },
  ],
  ['H256', { polkadotType: 'H256', papiCodec: papi.Hex(32) }],
  [
    'literal',
    {
      polkadotType: '{"_enum":{"Low":0,"Middle":7,"High":255}}',
      papiCodec: papi.Variant({ Low: papiVoid, Middle: papiVoid, High: papiVoid }, [0, 7, 255]),
      toPapi: (type) => ({ type }),
    },
  ],
]

const account = { free: u128, nonce: compactU32, name: text(80), open: bool }
const accountType = '{"free":"u128","nonce":"Compact<u32>","name":"Text","open":"bool"}'
const shape = { Point: [0], Circle: [1, u128], Label: [2, text(80)] } as const

const COMPOSED: readonly [CodecCase, Oracles][] = [
  [
    { name: 'vec', codec: vec(u32, 100), values: fc.array(u32s, { maxLength: 100 }) },
    { polkadotType: 'Vec<u32>', papiCodec: papi.Vector(papi.u32) },
  ],
  [
    {
      name: 'vec of vecs',
      codec: vec(vec(u8, 9), 9),
      values: fc.array(fc.array(u8s, { maxLength: 9 }), { maxLength: 9 }),
    },
    {
      polkadotType: 'Vec<Vec<u8>>',
      toPolkadot: (lists: number[][]) => lists.map((list) => toHex(Uint8Array.from(list))),
      papiCodec: papi.Vector(papi.Vector(papi.u8)),
    },
  ],
  [
    { name: 'array', codec: array(u128, 3), values: fc.array(u128s, { minLength: 3, maxLength: 3 }) },
    { polkadotType: '[u128; 3]', papiCodec: papi.Vector(papi.u128, 3) },
  ],
  [
    { name: 'tuple', codec: tuple(u8, text(80), compactU128), values: fc.tuple(u8s, texts, u128s) },
    { polkadotType: '(u8, Text, Compact<u128>)', papiCodec: papi.Tuple(papi.u8, papi.str, papi.compactBn) },
  ],
  [
    { name: 'option', codec: option(u32), values: fc.option(u32s, { nil: undefined }) },
    { polkadotType: 'Option<u32>', papiCodec: papi.Option(papi.u32) },
  ],
  [
    { name: 'option of a bool', codec: option(bool), values: fc.option(fc.boolean(), { nil: undefined }) },
    { polkadotType: 'Option<bool>', papiCodec: papi.Option(papi.bool) },
  ],
  [
    { name: 'option of bytes', codec: option(bytes(100)), values: fc.option(byteStrings, { nil: undefined }) },
    {
      polkadotType: 'Option<Bytes>',
      // Its Option takes the text "0x" for None.
      toPolkadot: (value) => value && registry.createType('Bytes', toHex(value)),
      papiCodec: papi.Option(papi.Bytes()),
    },
  ],
  [
    {
      name: 'struct',
      codec: struct('', account),
      values: fc.record({ free: u128s, nonce: u32s, name: texts, open: fc.boolean() }),
    },
    {
      polkadotType: accountType,
      papiCodec: papi.Struct({ free: papi.u128, nonce: papi.compactNumber, name: papi.str, open: papi.bool }),
    },
  ],
  [
    {
      name: 'union',
      codec: union('', shape) as CodecCase['codec'],
      values: fc.oneof(
        fc.constant({ type: 'Point', value: undefined }),
        u128s.map((value) => ({ type: 'Circle', value })),
        texts.map((value) => ({ type: 'Label', value })),
      ),
    },
    {
      polkadotType: '{"_enum":{"Point":"Null","Circle":"u128","Label":"Text"}}',
      toPolkadot: ({ type, value }) => ({ [type]: value ?? null }),
      papiCodec: papi.Variant({ Point: papiVoid, Circle: papi.u128, Label: papi.str }),
    },
  ],
]

const CASES = [...SIMPLE.map(([name, oracles]) => [simple(name), oracles] as const), ...COMPOSED]

describe.each(CASES.map(([{ name, codec, values }, oracles]) => ({ name, codec, values, ...oracles })))(
  '$name',
  ({ codec, values, polkadotType, toPolkadot = (value) => value, papiCodec, toPapi = (value) => value }) => {
    test('the bytes of @polkadot/types', () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(toHex(encode(codec, value))).toBe(toHex(registry.createType(polkadotType, toPolkadot(value)).toU8a()))
          const read = registry.createType(polkadotType, encode(codec, value))
          expect(toHex(read.toU8a())).toBe(toHex(encode(codec, value)))
        }),
      )
    })

    test('the bytes of @polkadot-api/substrate-bindings', () => {
      fc.assert(
        fc.property(values, (value) => {
          expect(toHex(encode(codec, value))).toBe(toHex(papiCodec.enc(toPapi(value))))
          expect(papiCodec.dec(encode(codec, value))).toEqual(toPapi(value))
        }),
      )
    })
  },
)

test('no simple codec is left out', () => {
  expect(SIMPLE.map(([name]) => name)).toEqual(SIMPLE_CASES.map(({ name }) => name))
})
