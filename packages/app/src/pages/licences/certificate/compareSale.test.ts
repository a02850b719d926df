import { accountIdFromBytes, type Hash, ss58Encode, toHex, utf8 } from '@echochain/codec'
import {
  type ChainClient,
  createRuntime,
  extrinsicHash,
  type LicenceCertificate,
  LICENCE_TERMS,
  PRESETS,
  registryStorage,
  termsHash,
} from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { compareSale } from './compareSale.ts'

const account = (byte: number) => accountIdFromBytes(new Uint8Array(32).fill(byte))
const hash = (byte: number) => `0x${byte.toString(16).padStart(2, '0').repeat(32)}` as Hash
/** `Timestamp.set(1234)` as a block has it: length, version 4, module 1, call 0, compact number. */
const inherent = Uint8Array.of(20, 4, 1, 0, 0x49, 0x13)

const shown: LicenceCertificate = {
  id: 7,
  sample: { id: 3, title: 'Night Bus', contentCid: null },
  purchase: 9,
  holder: ss58Encode(account(1)),
  kind: 'Personal',
  terms: termsHash(LICENCE_TERMS.Personal),
  transferable: true,
  issuedAt: { number: 70, hash: hash(7), timestampMs: 1234, finalized: true },
  buyer: ss58Encode(account(1)),
  seller: ss58Encode(account(2)),
  price: '9007199254740993',
  storageKey: '0x',
  genesisHash: hash(1),
  extrinsic: extrinsicHash(inherent),
  plainHash: hash(5),
}

const chain = {
  runtime: createRuntime(PRESETS.dev),
  get: async (item: unknown, _key: number, at: Hash) => {
    expect(at).toBe(hash(9))
    if (item === registryStorage.sample) return { content: { plainHash: hash(5) } }
    return { buyer: account(1), seller: account(2), price: 9_007_199_254_740_993n }
  },
  rpc: { request: async () => hash(7) },
  blockBody: async () => [inherent],
} as unknown as ChainClient
const compare = (change: Partial<LicenceCertificate> = {}, node = chain) =>
  compareSale(node, { ...shown, ...change }, hash(9))

describe('a sale as the market shows it, compared with what a node says', () => {
  test('is the same', async () => {
    expect(await compare()).toEqual([])
  })

  test.each([
    ['licensor', { seller: ss58Encode(account(3)) }],
    ['buyer', { buyer: ss58Encode(account(3)) }],
    ['price', { price: '9007199254740992' }],
    ['file', { plainHash: hash(6) }],
    ['blockHash', { issuedAt: { ...shown.issuedAt, hash: hash(8) } }],
    ['transaction', { extrinsic: toHex(utf8('another')) }],
    ['date', { issuedAt: { ...shown.issuedAt, timestampMs: 1235 } }],
  ])('differs in %s', async (field, change) => {
    expect(await compare(change as Partial<LicenceCertificate>)).toEqual([field])
  })

  test('what the market did not show is not held against it', async () => {
    const nothing = { seller: null, buyer: null, price: null, plainHash: null, extrinsic: null }
    expect(await compare({ ...nothing, issuedAt: { ...shown.issuedAt, hash: null, timestampMs: null } })).toEqual([])
  })

  test('a node that knows nothing of the sale confirms nothing', async () => {
    const ignorant = {
      ...chain,
      get: async () => undefined,
      rpc: { request: async () => null },
    } as unknown as ChainClient
    expect(await compare({}, ignorant)).toEqual([
      'licensor',
      'buyer',
      'price',
      'file',
      'blockHash',
      'transaction',
      'date',
    ])
  })
})
