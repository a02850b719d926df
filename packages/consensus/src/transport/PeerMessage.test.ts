import { decode, encode, type Hash } from '@echochain/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_REQUEST_BLOCKS, MAX_TRANSACTIONS, PeerMessage } from './PeerMessage.ts'

const HASH: Hash = `0x${'ab'.repeat(32)}`
const header = { parentHash: HASH, number: 7, stateRoot: HASH, extrinsicsRoot: HASH, digest: { logs: [] } }

const samples: readonly PeerMessage[] = [
  {
    type: 'Hello',
    value: {
      protocolVersion: 1,
      genesisHash: HASH,
      genesisTimeMs: 1_700_000_000_000n,
      best: { number: 9, hash: HASH },
      finalized: { number: 1, hash: HASH },
    },
  },
  { type: 'Announce', value: { header } },
  { type: 'Request', value: { requestId: 1, start: { type: 'Number', value: 3 }, count: 64 } },
  { type: 'Request', value: { requestId: 2, start: { type: 'Hash', value: HASH }, count: 1 } },
  { type: 'Blocks', value: { requestId: 1, blocks: [new Uint8Array([1]), new Uint8Array(0)] } },
  { type: 'Refuse', value: { requestId: 0, reason: 'WrongGenesis' } },
  { type: 'Transactions', value: { extrinsics: [new Uint8Array([1, 2])] } },
]

test.each(samples)('$type: one encoding, read back as it was', (message) => {
  const bytes = encode(PeerMessage, message)
  expect(decode(PeerMessage, bytes)).toEqual(message)
  expect(() => decode(PeerMessage, Uint8Array.of(...bytes, 0))).toThrow(
    expect.objectContaining({ code: 'TRAILING_BYTES' }),
  )
})

test('the bytes of a message do not change unseen', () => {
  expect(Buffer.from(encode(PeerMessage, samples[2])).toString('hex')).toBe('0201000000000c40')
  expect(Buffer.from(encode(PeerMessage, samples[5])).toString('hex')).toBe('040000000003')
})

describe('bounds', () => {
  const request = (count: number) => Uint8Array.of(2, 1, 0, 0, 0, 0, 12, count)

  test.each([0, MAX_REQUEST_BLOCKS + 1, 255])('a request does not ask for %d blocks', (count) => {
    expect(() => decode(PeerMessage, request(count))).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }))
  })

  test('a list longer than allowed is refused before its items are read', () => {
    const tooMany = MAX_TRANSACTIONS + 1
    expect(() => decode(PeerMessage, Uint8Array.of(5, (tooMany << 2) | 1, tooMany >> 6))).toThrow(
      expect.objectContaining({ code: 'TOO_LONG' }),
    )
  })

  test('an unknown kind of message is refused', () => {
    expect(() => decode(PeerMessage, Uint8Array.of(6))).toThrow(expect.objectContaining({ code: 'UNKNOWN_VARIANT' }))
  })
})

test('whatever can be read has no other encoding, and nothing else throws anything but a CodecError', () => {
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(255), fc.nat(4))
    .map(([message, at, byte, cut]) => {
      const bytes = encode(PeerMessage, message)
      bytes[at % bytes.length] = byte
      return bytes.subarray(0, bytes.length - cut)
    })
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 80 })), (bytes) => {
      let message: PeerMessage
      try {
        message = decode(PeerMessage, bytes)
      } catch (error) {
        expect((error as Error).constructor.name).toBe('CodecError')
        return
      }
      expect(Buffer.compare(encode(PeerMessage, message), bytes)).toBe(0)
    }),
    { numRuns: 2_000 },
  )
})
