import { accountIdFromBytes, ss58Encode } from '@echochain/codec'
import { type Licence, type LicenceCertificate, LICENCE_TERMS, termsHash } from '@echochain/sdk'
import { describe, expect, test } from 'vitest'
import { compareLicence } from './compareLicence.ts'

const account = (byte: number) => accountIdFromBytes(new Uint8Array(32).fill(byte))
const terms = termsHash(LICENCE_TERMS.Personal)

const record: Licence = {
  sample: 3,
  purchase: 9,
  holder: account(1),
  kind: 'Personal',
  terms,
  transferable: true,
  issuedAt: 70,
  issuedLiveMs: 5n,
}
const shown: LicenceCertificate = {
  id: 7,
  sample: { id: 3, title: 'Night Bus', contentCid: null },
  purchase: 9,
  holder: ss58Encode(account(1)),
  kind: 'Personal',
  terms,
  transferable: true,
  issuedAt: { number: 70, hash: null, timestampMs: null, finalized: true },
  buyer: null,
  seller: null,
  price: null,
  storageKey: '0x',
  genesisHash: terms,
  extrinsic: null,
  plainHash: null,
}

describe('a certificate compared with the record on the chain', () => {
  test('is the same, whatever prefix its address is written with', () => {
    expect(compareLicence(shown, record)).toEqual([])
    expect(compareLicence({ ...shown, holder: ss58Encode(account(1), 0) }, record)).toEqual([])
  })

  test.each([
    ['sample', { sample: 4 }],
    ['purchase', { purchase: 8 }],
    ['holder', { holder: account(2) }],
    ['kind', { kind: 'Exclusive' }],
    ['terms', { terms: termsHash(LICENCE_TERMS.Exclusive) }],
    ['transferable', { transferable: false }],
    ['issuedAt', { issuedAt: 71 }],
  ] as const)('differs in %s', (field, change) => {
    expect(compareLicence(shown, { ...record, ...change })).toEqual([field])
  })

  test('differs in several', () => {
    expect(compareLicence(shown, { ...record, kind: 'Exclusive', holder: account(9) })).toEqual(['holder', 'kind'])
  })
})
