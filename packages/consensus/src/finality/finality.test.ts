import { concatBytes, fromHex, type Hash, sha256, toHex } from '@echochain/codec'
import { computeLiveTimeMs, consensusStorage, epochOf, PRESETS, readClaims, timestampStorage } from '@echochain/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStorage } from '../chain/readStorage.ts'
import { EpochDuties } from '../duties/EpochDuties.ts'
import { TEST_GENESIS_MS, TestChain } from '../testing/index.ts'

const WEEK_IN_SLOTS = 7n * 24n * 3600n

const stateOf = (it: TestChain, hash = it.chain.best.hash) => it.chain.stateAt(hash)
const liveTimeMs = (it: TestChain) => readStorage(stateOf(it), consensusStorage.liveTimeMs)

describe('finality of the checkpoint two epochs back (4 slots per epoch)', () => {
  test('with a block in every slot: the first block of each epoch, when the second epoch after it begins', async () => {
    const it = await TestChain.open()
    const finalizedAt: string[] = []
    it.chain.onFinalized.subscribe(() => finalizedAt.push(`${it.chain.best.slot}: ${it.chain.finalized.slot}`))
    await it.produceMany(21)
    expect(finalizedAt).toEqual(['12: 4', '16: 8', '20: 12'])
  })

  test('the checkpoint is the last block at or before the epoch’s first slot when that slot is empty', async () => {
    const it = await TestChain.open()
    for (const slot of [1n, 2n, 3n, 5n, 6n, 9n, 11n]) await it.produce(slot)
    await it.produce(12n)
    expect(it.chain.finalized.slot).toBe(3n)
    await it.produce(16n)
    expect(it.chain.finalized.slot).toBe(6n)
    await it.produce(23n)
    expect(it.chain.finalized.slot).toBe(12n)
  })

  test('each block is told final once, in order, also over empty epochs', async () => {
    const it = await TestChain.open()
    const told: number[] = []
    it.chain.onFinalized.subscribe(({ finalized }) => told.push(...finalized.map(({ number }) => number)))
    for (const slot of [1n, 2n, 30n, 31n, 32n, 90n, 91n, 130n]) await it.produce(slot)
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7].slice(0, it.chain.finalized.number))
    expect(it.chain.finalized.number).toBe(7)
  })

  test('the first two epochs finalize nothing but genesis', async () => {
    const it = await TestChain.open()
    await it.produce(11n)
    expect(it.chain.finalized.number).toBe(0)
    await it.produce(12n)
    expect(it.chain.finalized.number).toBe(0)
    await it.produce(16n)
    expect(it.chain.finalized.number).toBe(0)
    await it.produce(20n)
    expect(it.chain.finalized.number).toBe(2)
  })
})

describe('a week off', () => {
  test('one block later everything goes on: live time leaves the week out, finality and proposals work', async () => {
    const it = await TestChain.open({ validators: ['Alice', 'Bob', 'Charlie'] })
    await it.produceMany(10)
    expect(liveTimeMs(it)).toBe(10_000n)
    const back = 10n + WEEK_IN_SLOTS
    await it.produce(back)
    expect(it.chain.finalized.number, 'all before the gap is two epochs back').toBe(10)
    // Of the gap only the rest of epoch 2 (slot 11) and what has passed of the new epoch count.
    expect(liveTimeMs(it)).toBe(10_000n + 1_000n * (1n + (back % 4n) + 1n))
    const before = it.chain.best.number
    await it.produceMany(12)
    expect(it.chain.best.number).toBe(before + 12)
    expect(it.chain.finalized.number).toBeGreaterThan(before)
  })

  test('the chain goes on from the disk after a week', async () => {
    let it = await TestChain.open()
    const [, second] = await it.produceMany(2)
    it = await it.reopen()
    await it.produce(2n + WEEK_IN_SLOTS)
    expect(it.chain.best.header.parentHash).toBe(second.hash)
    await it.produceMany(12)
    expect(it.chain.finalized.number).toBeGreaterThan(2)
  })
})

describe('live time', () => {
  test('is chain time while every epoch has a block', async () => {
    const it = await TestChain.open()
    for (const slot of [3n, 4n, 7n, 8n, 15n, 16n]) {
      await it.produce(slot)
      expect(liveTimeMs(it)).toBe(slot * 1000n)
    }
  })

  test('between any two blocks: chain time less the epochs without any block, slot by slot', () => {
    fc.assert(
      fc.property(
        fc.nat(60),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 4, max: 9 }),
        (from, gap, perEpoch) => {
          const to = from + gap
          const isLive = (slot: number) =>
            [from, to].some((block) => Math.floor(slot / perEpoch) === Math.floor(block / perEpoch))
          let live = 0
          for (let slot = from; slot < to; slot++) if (isLive(slot)) live++
          const computed = computeLiveTimeMs(BigInt(from), BigInt(to), { slotMs: 7, slotsPerEpoch: perEpoch })
          expect(computed).toBe(BigInt(7 * live))
        },
      ),
    )
  })

  test('the timestamp of a block is genesis time and its slots, exactly', async () => {
    const it = await TestChain.open({ preset: PRESETS.test })
    await it.produce(5n)
    expect(readStorage(stateOf(it), timestampStorage.now)).toBe(BigInt(TEST_GENESIS_MS) + 10_000n)
  })
})

describe('randomness', () => {
  const hash = (...parts: Uint8Array[]) => toHex(sha256(concatBytes(...parts)))

  test('mix′ = SHA-256(mix ‖ reveal); an epoch’s mix is that after its last block; empty epochs share one', async () => {
    const it = await TestChain.open()
    let mix: `0x${string}` = `0x${'00'.repeat(32)}`
    const lastOf = new Map<bigint, string>()
    for (const slot of [1n, 2n, 5n, 6n, 21n, 22n, 24n]) {
      const node = await it.produce(slot)
      mix = hash(fromHex(mix), readClaims(node.header.digest.logs).claim.reveal)
      lastOf.set(epochOf(slot, 4), mix)
      expect(readStorage(stateOf(it), consensusStorage.randaoMix)).toBe(mix)
    }
    const epochMix = (epoch: bigint) => readStorage(stateOf(it), consensusStorage.epochMix, epoch)
    for (const epoch of [2n, 3n, 4n]) expect(epochMix(epoch), `epoch ${epoch}`).toBe(lastOf.get(1n))
    expect(epochMix(5n)).toBe(lastOf.get(5n))
    expect(epochMix(6n), 'not over').toBeUndefined()
  })

  test('the mixes of four past epochs are kept, and no more, over short and long gaps', async () => {
    const it = await TestChain.open()
    const kept = () => {
      const epoch = epochOf(it.chain.best.slot, 4)
      const from = epoch > 12n ? epoch - 12n : 0n
      const has = (e: bigint) => readStorage(stateOf(it), consensusStorage.epochMix, e) !== undefined
      return Array.from({ length: 13 }, (_, i) => from + BigInt(i))
        .filter(has)
        .map((e) => Number(epoch - e))
    }
    const keysOfMixes = () => stateOf(it).keys(consensusStorage.epochMix.prefix, undefined, 1000).length
    for (const slot of [1n, 4n, 8n, 12n, 16n, 20n, 24n, 36n, 60n, 61n, 64n, 200n, 1000n, 1001n, 1004n, 5000n]) {
      await it.produce(slot)
      const epoch = Number(epochOf(slot, 4))
      expect(kept(), `slot ${slot}`).toEqual([4, 3, 2, 1].filter((back) => back <= epoch))
      expect(keysOfMixes(), `slot ${slot}`).toBe(Math.min(4, epoch))
    }
  })

  test('who proposes in an epoch is known from the end of the epoch two before it, whatever comes in between', async () => {
    const it = await TestChain.open({ validators: ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve'] })
    const drawnBy = (hash: Hash) => {
      const duties = new EpochDuties(stateOf(it, hash))
      return [12n, 13n, 14n, 15n].map((slot) => duties.proposerOf(slot))
    }
    const nodes = await it.produceMany(14)
    const rows = nodes.filter(({ slot }) => slot >= 8n).map(({ hash }) => drawnBy(hash))
    expect(rows).toHaveLength(7)
    for (const row of rows) expect(row).toEqual(rows[0])
    const made = nodes.slice(11).map(({ header }) => readClaims(header.digest.logs).claim.validatorIndex)
    expect(made).toEqual(rows[0].slice(0, 3))
  })

  test('fixed values: proposers and mix of the first 16 blocks of the five-validator chain', async () => {
    const it = await TestChain.open({ validators: ['Alice', 'Bob', 'Charlie', 'Dave', 'Eve'] })
    const nodes = await it.produceMany(16)
    const proposers = nodes.map(({ header }) => readClaims(header.digest.logs).claim.validatorIndex)
    const mix = readStorage(stateOf(it), consensusStorage.randaoMix)
    expect({ proposers: proposers.join(''), mix }).toMatchInlineSnapshot(`
      {
        "mix": "0x609e966e5f24e1aa154d60e59701f21368906ce8973ddcb03edf802466585b09",
        "proposers": "1114031143331303",
      }
    `)
  })
})
