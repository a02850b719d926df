import { type Codec, decode, encode, utf8 } from '@echochain/codec'
import { Block, Digest, type DigestItem, type Header } from '@echochain/frame'
import { consensusStorage, createRuntime, devAccount, PRESETS, Sample, type Validator } from '@echochain/runtime'
import { computeStateRoot } from '@echochain/state'
import { describe, expect, test } from 'vitest'
import { marketCalls, offer } from '../../packages/market/src/testing/marketCalls.ts'

// Bounds of the protocol at their real values: the largest value is taken, one more is refused by name. What nodes and servers bound is tried beside them, with small numbers (docs/limits.md names each test).

const runtime = createRuntime(PRESETS.dev)
const calls = marketCalls(runtime)
const HASH = `0x${'00'.repeat(32)}` as const
const refused = expect.objectContaining({ code: expect.stringMatching(/TOO_LONG|TOO_DEEP/) })

/** Codecs bound what they write as they bound what they read (codec's tests of strictness say so). */
function expectBound<T>(codec: Codec<T>, value: (size: number) => T, bound: number): void {
  const largest = encode(codec, value(bound))
  expect(encode(codec, decode(codec, largest))).toEqual(largest)
  expect(() => encode(codec, value(bound + 1)), `${bound + 1} written`).toThrow(refused)
}

describe('blocks', () => {
  const header: Header = { parentHash: HASH, number: 1, stateRoot: HASH, extrinsicsRoot: HASH, digest: { logs: [] } }

  test('MAX_EXTRINSICS: 65,536 of a block', () => {
    const block = (size: number) => ({ header, extrinsics: Array.from({ length: size }, () => Uint8Array.of(0)) })
    expectBound(Block, block, 65_536)
  })

  test('MAX_LOGS and MAX_LOG_BYTES: a digest has 16 logs of 4 KiB', () => {
    const log = (size: number): DigestItem => ({ type: 'Other', value: new Uint8Array(size) })
    expectBound(Digest, (size) => ({ logs: Array.from({ length: size }, () => log(1)) }), 16)
    expectBound(Digest, (size) => ({ logs: [log(size)] }), 4_096)
  })
})

describe('calls', () => {
  const nested = (levels: number) =>
    Array.from({ length: levels }).reduce<ReturnType<typeof calls.remark>>(
      (inner) => calls.batch(inner),
      calls.remark(''),
    )

  test('nesting: calls within calls, 32 levels deep', () => {
    let levels = 1
    while (levels < 100 && isTaken(() => encode(runtime.callCodec, nested(levels + 1)))) levels++
    // The outermost call stands in no other; each batch's list of calls is a level.
    expect(levels).toBe(32)
    const one = encode(runtime.callCodec, nested(1))
    const opening = one.subarray(0, one.length - encode(runtime.callCodec, calls.remark('')).length)
    const deep = (count: number) =>
      Uint8Array.of(
        ...Array.from({ length: count }, () => [...opening]).flat(),
        ...encode(runtime.callCodec, calls.remark('')),
      )
    expect(encode(runtime.callCodec, decode(runtime.callCodec, deep(32)))).toEqual(deep(32))
    for (const count of [33, 10_000]) expect(() => decode(runtime.callCodec, deep(count)), `${count}`).toThrow(refused)
  })

  test('MAX_BATCHED_CALLS: 1,000 in a batch', () => {
    expectBound(
      runtime.callCodec,
      (size) => calls.batch(...Array.from({ length: size }, () => calls.remark(''))),
      1_000,
    )
  })

  test('MAX_REMARK_BYTES: 64 KiB', () => {
    expectBound(runtime.callCodec, (size) => calls.remark('x'.repeat(size)), 65_536)
  })

  test('MAX_REPORT_BYTES: 512', () => {
    expectBound(runtime.callCodec, (size) => calls.report(1, 'x'.repeat(size)), 512)
  })
})

describe('samples', () => {
  const register = (sample: Partial<Parameters<typeof calls.register>[0]>) =>
    calls.register({ title: '', file: 1, ...sample })
  const repeated = <T>(one: T, size: number): T[] => Array.from({ length: size }, () => one)

  test.each([
    ['MAX_TITLE_BYTES', 128, (size: number) => register({ title: 'x'.repeat(size) })],
    ['MAX_TAGS', 16, (size: number) => register({ tags: repeated('x', size) })],
    ['MAX_TAG_BYTES', 32, (size: number) => register({ tags: ['x'.repeat(size)] })],
    ['MAX_OFFERS', 8, (size: number) => register({ offers: repeated(offer(1n), size) })],
    [
      'MAX_ROYALTIES',
      16,
      (size: number) => register({ royalties: repeated({ account: devAccount('Bob'), basisPoints: 1 }, size) }),
    ],
    ['MAX_PARENTS', 8, (size: number) => register({ parents: repeated({ sample: 1, basisPoints: 1 }, size) })],
  ])('%s: %d', (_, bound, call) => {
    expectBound(runtime.callCodec, call, bound)
  })

  test('a record stays below 2.5 KB, however full it is', () => {
    const { args } = register({
      title: 'x'.repeat(128),
      tags: repeated('x'.repeat(32), 16),
      offers: repeated(offer(1n), 8),
      royalties: repeated({ account: devAccount('Bob'), basisPoints: 1 }, 16),
      parents: repeated({ sample: 1, basisPoints: 1 }, 8),
      content: {
        format: 'x'.repeat(16),
        contentCid: new Uint8Array(64),
        previewCid: new Uint8Array(64),
        keyCommitment: HASH,
        fingerprintHash: HASH,
      },
    })
    const { metadata, content, offers, royalties, parents } = args as unknown as Sample
    const bob = devAccount('Bob')
    const sample: Sample = {
      owner: bob,
      metadata,
      content,
      offers,
      royalties,
      parents,
      status: 'Pending',
      exclusivelyLicensed: false,
      keyAgent: bob,
      deposit: 0n,
      disputeBond: 0n,
      registeredAt: 0,
      registeredLiveMs: 0n,
    }
    expect(encode(Sample, sample).length).toBeLessThan(2_560)
  })
})

test('MAX_VALIDATORS: 1,024', () => {
  const validator: Validator = { account: devAccount('Bob'), blsKey: `0x${'00'.repeat(48)}`, weight: 1n }
  const { codec } = consensusStorage.validators
  expectBound(codec, (size) => Array.from({ length: size }, () => validator), 1_024)
})

test('MAX_KEY_LENGTH: a storage key has 512 bytes', () => {
  const root = (length: number) => computeStateRoot([[new Uint8Array(length).fill(1), utf8('value')]])
  root(512)
  expect(() => root(513)).toThrow(expect.objectContaining({ code: 'BAD_KEY' }))
})

function isTaken(write: () => unknown): boolean {
  try {
    write()
    return true
  } catch {
    return false
  }
}
