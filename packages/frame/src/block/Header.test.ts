import { decode, encode, fromHex, toHex } from '@echochain/codec'
import type { DigestItem as TheirDigestItem, Header as TheirHeader } from '@polkadot/types/interfaces'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { connectPolkadotJs } from '../testing/clients.ts'
import { createTestRuntime } from '../testing/testRuntime.ts'
import { Block, DigestItem, Header, headerHash } from './Header.ts'

const { registry } = connectPolkadotJs(createTestRuntime().runtime)

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
const engineLog = fc.tuple(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ maxLength: 100 }))
const log: fc.Arbitrary<DigestItem> = fc.oneof(
  fc.record({ type: fc.constantFrom('Consensus' as const, 'Seal' as const, 'PreRuntime' as const), value: engineLog }),
  fc.record({ type: fc.constant('Other' as const), value: fc.uint8Array({ maxLength: 100 }) }),
  fc.constant({ type: 'RuntimeEnvironmentUpdated' as const }),
)
const header: fc.Arbitrary<Header> = fc.record({
  parentHash: hash,
  number: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  stateRoot: hash,
  extrinsicsRoot: hash,
  digest: fc.record({ logs: fc.array(log, { maxLength: 16 }) }),
})

test('headers are read by polkadot.js, which finds the same hash: blake2b-256 of the bytes', () => {
  fc.assert(
    fc.property(header, (value) => {
      const bytes = encode(Header, value)
      const theirs = registry.createType<TheirHeader>('Header', bytes)
      expect(theirs.toU8a()).toEqual(bytes)
      expect(theirs.hash.toHex()).toBe(headerHash(value))
      expect(theirs.number.toNumber()).toBe(value.number)
      expect(theirs.digest.logs.map(({ type }) => type)).toEqual(value.digest.logs.map(({ type }) => type))
      expect(encode(Header, decode(Header, bytes))).toEqual(bytes)
    }),
    { numRuns: 100 },
  )
})

test('the author stands in a PreRuntime log of engine pow_, which polkadot.js reads', () => {
  const author = fromHex(`0x${'07'.repeat(32)}`)
  const bytes = encode(DigestItem, { type: 'PreRuntime', value: [new TextEncoder().encode('pow_'), author] })
  const [engine, data] = registry.createType<TheirDigestItem>('DigestItem', bytes).asPreRuntime
  expect(engine.extractAuthor(data, [])?.toU8a()).toEqual(author)
})

test('a block is its header and its extrinsics, each with its length', () => {
  const extrinsics = [Uint8Array.of(4, 9), Uint8Array.of(12, 1, 2, 3)]
  fc.assert(
    fc.property(header, (value) => {
      const bytes = encode(Block, { header: value, extrinsics })
      expect(bytes.subarray(encode(Header, value).length)).toEqual(Uint8Array.of(8, 4, 9, 12, 1, 2, 3))
      expect(encode(Block, decode(Block, bytes))).toEqual(bytes)
    }),
    { numRuns: 20 },
  )
})
