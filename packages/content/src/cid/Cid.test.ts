import { equalBytes, sha256, utf8 } from '@echochain/codec'
import fc from 'fast-check'
import { base58btc } from 'multiformats/bases/base58'
import { base32 } from 'multiformats/bases/base32'
import { CID } from 'multiformats/cid'
import * as Digest from 'multiformats/hashes/digest'
import { expect, test } from 'vitest'
import { base32Decode, base32Encode } from './base32.ts'
import { CID_LENGTH, cidCodec, cidDigest, cidFromBytes, cidToBytes, createCid, parseCid } from './Cid.ts'

const digest32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const codec = fc.constantFrom('raw' as const, 'dag-pb' as const)

test('CIDv1 text and bytes are those of multiformats', () => {
  fc.assert(
    fc.property(digest32, codec, (digest, codec) => {
      const theirs = CID.createV1(codec === 'raw' ? 0x55 : 0x70, Digest.create(0x12, digest))
      const ours = createCid(codec, digest)
      expect(ours).toBe(theirs.toString())
      expect(cidToBytes(ours)).toEqual(theirs.bytes)
      expect(cidFromBytes(theirs.bytes)).toBe(ours)
      expect(parseCid(theirs.toString())).toBe(ours)
      expect(cidDigest(ours)).toEqual(digest)
      expect(cidCodec(ours)).toBe(codec)
    }),
  )
})

test('RFC 4648 base 32 goes there and back, and agrees with multiformats', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(`b${base32Encode(bytes)}`).toBe(base32.encode(bytes))
      expect(base32Decode(base32Encode(bytes))).toEqual(bytes)
    }),
  )
})

const hash = sha256(utf8('x'))
const foreign: [string, string][] = [
  ['CIDv0', 'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPbdG'],
  ['base 58 text', CID.createV1(0x55, Digest.create(0x12, hash)).toString(base58btc)],
  ['upper case', createCid('raw', hash).toUpperCase()],
  ['one character less', createCid('raw', hash).slice(0, -1)],
  ['one character more', `${createCid('raw', hash)}a`],
  ['bits at the end that belong to no byte', `${createCid('raw', hash).slice(0, -1)}b`],
  ['an unknown codec (dag-cbor)', CID.createV1(0x71, Digest.create(0x12, hash)).toString()],
  ['an unknown hash (sha3-256)', CID.createV1(0x55, Digest.create(0x16, hash)).toString()],
  ['nothing', ''],
  ['a path', '../../etc/passwd'],
]
test.each(foreign)('refused: %s', (_, text) => {
  expect(() => parseCid(text)).toThrow(expect.objectContaining({ code: 'BAD_CID' }))
})

test('text that parses is the only text of its CID', () => {
  const cid = createCid('raw', hash)
  const characters = 'abcdefghijklmnopqrstuvwxyz234567'
  for (let at = 1; at < cid.length; at++)
    for (const character of characters) {
      const changed = cid.slice(0, at) + character + cid.slice(at + 1)
      if (changed === cid) continue
      let parsed: string | undefined
      try {
        parsed = parseCid(changed)
      } catch {
        continue
      }
      expect(equalBytes(cidToBytes(parsed as typeof cid), cidToBytes(cid)), `character ${at}`).toBe(false)
    }
})

test('bytes of another length or form are refused', () => {
  const bytes = cidToBytes(createCid('dag-pb', hash))
  expect(bytes.length).toBe(CID_LENGTH)
  for (const wrong of [bytes.subarray(1), new Uint8Array(37).fill(1), new Uint8Array(0), new Uint8Array(36)])
    expect(() => cidFromBytes(wrong)).toThrow(expect.objectContaining({ code: 'BAD_CID' }))
  expect(() => createCid('raw', hash.subarray(1))).toThrow(expect.objectContaining({ code: 'BAD_CID' }))
})
