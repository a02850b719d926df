import { fromHex, sha256, concatBytes, toHex } from '@echochain/codec'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { devAccount } from '../devGenesis.ts'
import { PRESETS } from '../presets.ts'
import { TestWorld } from '../testing/TestWorld.ts'
import { consensusStorage, type Validator } from './declarations.ts'
import { computeLiveTimeMs } from './epochs.ts'
import { computeProposer, computeSetRoot } from './validatorSet.ts'

const nothing = () => {}

describe('live time', () => {
  const parameters = { slotMs: 1_000, slotsPerEpoch: 4 }
  test.each([
    [1n, 2n, 1_000n, 'the next slot'],
    [1n, 7n, 6_000n, 'missed slots within neighbouring epochs'],
    [3n, 8n, 1_000n, 'one empty epoch'],
    [0n, 604_800n, 4_000n, 'a week switched off'],
  ])('from slot %d to %d it is %d ms: %s', (from, to, expected) => {
    expect(computeLiveTimeMs(from, to, parameters)).toBe(expected)
  })

  test('is chain time minus whole empty epochs, in blocks of a chain too', () => {
    const world = new TestWorld()
    for (const slot of [1n, 2n, 3n, 1_000n, 1_001n]) world.block(nothing, slot)
    expect(world.ctx.overlay.slot(consensusStorage.slot).stored).toBe(1_002n)
    // Slots 4 to 999 are 249 epochs, all empty.
    expect(world.state.get(consensusStorage.liveTimeMs.prefix)).toEqual(u64(1_001_000n - 996_000n))
  })
})

const u64 = (value: bigint) => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value, true)
  return bytes
}

test('the mix takes in every reveal: SHA-256(mix ‖ reveal)', () => {
  const world = new TestWorld()
  world.block(nothing, 1n)
  world.block(nothing, 2n)
  const step = (mix: string, reveal: number) =>
    toHex(sha256(concatBytes(fromHex(mix), new Uint8Array(96).fill(reveal))))
  expect(toHex(world.state.get(consensusStorage.randaoMix.prefix)!)).toBe(step(step(`0x${'00'.repeat(32)}`, 1), 2))
})

test('the mixes of the last four epochs are kept, those of empty epochs too, and no others', () => {
  const world = new TestWorld()
  fc.assert(
    fc.property(fc.array(fc.bigInt(1n, 40n), { maxLength: 12 }), (steps) => {
      const fresh = new TestWorld()
      let slot = 0n
      for (const step of steps) fresh.block(nothing, (slot += step))
      const epoch = slot / BigInt(PRESETS.dev.slotsPerEpoch)
      const kept = [...Array(60).keys()].filter(
        (e) => fresh.ctx.overlay.slot(consensusStorage.epochMix, BigInt(e)).exists,
      )
      // Looking at the state begins the next block, which may close one more epoch.
      for (const e of kept) expect(BigInt(e)).toBeGreaterThanOrEqual(epoch - 4n)
      for (let e = epoch > 3n ? epoch - 3n : 0n; e < epoch && e < 60n; e++) expect(kept).toContain(Number(e))
    }),
    { numRuns: 25 },
  )
  expect(world.ctx.block.number).toBe(1)
})

describe('the proposer draw', () => {
  const validator = (byte: number, weight: bigint): Validator => ({
    account: devAccount('Alice'),
    blsKey: toHex(new Uint8Array(48).fill(byte)),
    weight,
  })
  const mix = toHex(new Uint8Array(32).fill(9))

  test('follows the weights', () => {
    const validators = [validator(1, 100n), validator(2, 0n), validator(3, 300n)]
    const counts = [0, 0, 0]
    for (let slot = 0n; slot < 4_000n; slot++) counts[computeProposer(validators, mix, slot)]++
    expect(counts[1]).toBe(0)
    expect(counts[2] / counts[0]).toBeGreaterThan(2.5)
    expect(counts[2] / counts[0]).toBeLessThan(3.5)
  })

  test('refuses a set without weight', () => {
    expect(() => computeProposer([validator(1, 0n)], mix, 1n)).toThrow(RangeError)
  })

  test('the set root changes with order, key and weight', () => {
    const [a, b] = [validator(1, 1n), validator(2, 2n)]
    const roots = [[a, b], [b, a], [a], [a, { ...b, weight: 3n }], []].map(computeSetRoot)
    expect(new Set(roots).size).toBe(5)
  })
})

test('Timestamp is genesis time plus slot, exactly, and every block has it', () => {
  const world = new TestWorld()
  const [{ create, call }] = world.runtime.inherents
  const inherent = (timestampMs: bigint) => ({
    bytes: new Uint8Array(10),
    call: create({ timestampMs })!,
    signed: undefined,
  })
  expect(call.path).toBe('Timestamp.set')
  expect(() => world.block((execution) => execution.apply(inherent(1_000n)), 1n), 'twice').toThrow('unsigned')
  const attempt = (timestampMs: bigint) => () => {
    const execution = new TestWorld()
    execution.block(nothing, 1n)
    return execution.ctx.dispatch(create({ timestampMs })!, { type: 'None' })
  }
  expect(attempt(2_000n)).not.toThrow()
  expect(attempt(1_999n)).toThrow('WrongTime')
  expect(attempt(2_001n)).toThrow('WrongTime')
})
