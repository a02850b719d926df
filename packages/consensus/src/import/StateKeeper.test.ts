import { MemoryStore, StateError } from '@echochain/state'
import { preRuntimeLogs, readClaims, setRootsLog, type SlotClaim } from '@echochain/runtime'
import { describe, expect, test, vi } from 'vitest'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { FinalitySource } from '../finality/FinalitySource.ts'
import { devKeypair, entriesOf, FaultyStore, TestChain, traceOf } from '../testing/index.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const never: FinalitySource = { finalizedBy: (tree) => tree.root }
const diskFull = () => new StateError('WRITE_FAILED', 'No space left on device')
const slots = (first: number, count: number) => Array.from({ length: count }, (_, i) => BigInt(first + i))

/** Blocks that each change balances and nonces, so that a state out of place would show. */
const paying = (it: TestChain, first: number, count: number, amount: bigint) => {
  let nonce = 0
  return {
    slots: slots(first, count),
    at: () => [it.signer.transfer(ALICE, BOB.account, amount, { nonce: nonce++ })],
  }
}

/** The state of a block wherever the base is. */
const stateOf = (it: TestChain, node: BlockNode) =>
  it.importer.exclusively(async () => {
    await it.keeper.ensure(node)
    return entriesOf(it.chain.stateAt(node.hash))
  })

describe('forks across the base', () => {
  const options = { finality: never, stateOptions: { maxLayers: 4 }, slotsPerEpoch: 32 }

  test('the base goes back below the fork and up the other branch, back and forth; states are those of a chain alone', async () => {
    const it = await TestChain.open(options)
    it.enter(200n)
    const genesis = it.chain.best
    const one = paying(it, 1, 20, 1n)
    const a = await it.builder.grow(genesis, one.slots, one.at)
    expect(it.chain.state.base.number).toBeGreaterThan(10)
    const stateOfA = entriesOf(it.chain.stateAt(a.at(-1)!.hash))
    const two = paying(it, 30, 21, 2n)
    const b = await it.builder.grow(genesis, two.slots, two.at)
    expect(it.chain.best).toBe(b.at(-1))
    await it.keeper.settle()
    const { base } = it.chain.state
    expect(b.map(({ hash }) => hash)).toContain(base.hash)
    const back = await it.builder.grow(a.at(-1)!, slots(60, 2))
    expect(it.chain.best).toBe(back[1])
    expect(await stateOf(it, a.at(-1)!)).toEqual(stateOfA)
    const alone = await TestChain.open(options)
    alone.enter(200n)
    for (const { hash } of b) await alone.importer.import(it.chain.block(hash)!)
    expect(await stateOf(it, b.at(-1)!)).toEqual(entriesOf(alone.chain.stateAt(b.at(-1)!.hash)))
    expect(it.chain.state.stats().layers).toBeLessThanOrEqual(2 * 4 + 1)
  })

  test('after a block of a losing branch below the base, the best block’s state can still be read', async () => {
    const it = await TestChain.open(options)
    it.enter(200n)
    const genesis = it.chain.best
    await it.builder.grow(genesis, slots(1, 12))
    const state = entriesOf(it.chain.stateAt(it.chain.best.hash))
    const lost = await it.builder.build(genesis, 50n)
    await it.importer.import(lost)
    expect(entriesOf(it.chain.stateAt(it.chain.best.hash))).toEqual(state)
    const forged = it.builder.forge(lost, { header: { stateRoot: genesis.hash } })
    await expect(it.importer.import(forged)).rejects.toMatchObject({ code: 'WRONG_STATE_ROOT' })
    expect(entriesOf(it.chain.stateAt(it.chain.best.hash))).toEqual(state)
    expect(it.pool.nextNonce(ALICE.account)).toBe(0)
  })

  test('a block on an old fork that no validator has signed is refused before anything is executed or moved', async () => {
    const it = await TestChain.open({ ...options, validators: ['Alice', 'Bob', 'Charlie'] })
    it.enter(200n)
    const genesis = it.chain.best
    const [, , old] = await it.builder.grow(genesis, slots(1, 3))
    await it.builder.grow(genesis, slots(10, 12))
    expect(it.keeper.holds(old)).toBe(false)
    const valid = await it.builder.build(old, 70n)
    await stateOf(it, it.chain.best)
    const ensure = vi.spyOn(it.keeper, 'ensure')
    const logs = valid.header.digest.logs.slice(0, -1)
    const { author, claim, setRoots } = readClaims(logs)
    const claiming = (change: Partial<SlotClaim>) => {
      const claimed = [...preRuntimeLogs(author, { ...claim, ...change }), setRootsLog(setRoots)]
      return it.builder.forge(valid, { header: { digest: { logs: claimed } } })
    }
    const refused = [
      ['BAD_SEAL', { ...valid, header: { ...valid.header, digest: { logs } } }],
      ['BAD_SEAL', { ...valid, header: { ...valid.header, stateRoot: genesis.hash } }],
      ['BAD_REVEAL', claiming({ slot: 71n })],
      ['WRONG_PROPOSER', claiming({ validatorIndex: 9 })],
      ['WRONG_PROPOSER', claiming({ validatorIndex: (claim.validatorIndex + 1) % 3 })],
    ] as const
    for (const [code, block] of refused) await expect(it.importer.import(block)).rejects.toMatchObject({ code })
    expect(ensure).not.toHaveBeenCalled()
    expect((await it.importer.import(valid)).parent).toBe(old)
    expect(ensure).toHaveBeenCalled()
  })

  test('a branch that comes in one go costs one way back, not one for each block', async () => {
    const source = await TestChain.open({ slotsPerEpoch: 32, finality: never })
    source.enter(200n)
    const genesis = source.chain.best
    const trunk = await source.builder.grow(genesis, slots(1, 20))
    const fork = await source.builder.grow(genesis, slots(50, 18))
    const store = new FaultyStore()
    const it = await TestChain.open({ ...options, stores: { state: store, blocks: new MemoryStore() } })
    it.enter(200n)
    for (const { hash } of trunk) await it.importer.import(source.chain.block(hash)!)
    let moves = 0
    store.onChanged = () => moves++
    await Promise.all(fork.map(({ hash }) => it.importer.import(source.chain.block(hash)!)))
    expect(it.chain.best.hash).toBe(trunk.at(-1)!.hash)
    expect(entriesOf(it.chain.stateAt(it.chain.best.hash))).toEqual(entriesOf(source.chain.stateAt(trunk.at(-1)!.hash)))
    expect(moves, 'back once for each branch, and on in steps of a quarter of the layers').toBeLessThan(2 * 20)
  })
})

describe('a slow disk', () => {
  test('does not hold up blocks while the layers are within their bounds, however often finality moves on', async () => {
    const state = new FaultyStore()
    state.gate = new Promise(() => {})
    const it = await TestChain.open({ stores: { state, blocks: new MemoryStore() } })
    await it.produceMany(40)
    expect(it.chain.finalized.number).toBe(32)
    expect(it.chain.state.base.number).toBe(0)
  })

  test('holds up blocks only when the layers are a quarter over their bounds, until it has caught up', async () => {
    const state = new FaultyStore()
    const gate = Promise.withResolvers<void>()
    state.gate = gate.promise
    const options = { finality: never, stateOptions: { maxLayers: 8 } }
    const it = await TestChain.open({ stores: { state, blocks: new MemoryStore() }, ...options })
    await it.produceMany(11)
    expect(it.chain.state.base.number).toBe(0)
    let done = false
    const next = it.produce().then(() => (done = true))
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    expect(done).toBe(false)
    gate.resolve()
    await next
    expect(it.chain.best.number).toBe(12)
    expect(it.chain.state.base.number).toBeGreaterThan(0)
  })

  test('a block beside the one that the base is moving to waits for it, and is then executed from there', async () => {
    const state = new FaultyStore()
    const gate = Promise.withResolvers<void>()
    state.gate = gate.promise
    const it = await TestChain.open({ stores: { state, blocks: new MemoryStore() }, slotsPerEpoch: 4 })
    const trunk = await it.produceMany(12)
    expect(it.chain.state.moving).toBe(true)
    it.enter(20n)
    const beside = it.builder.build(trunk[4], 13n)
    gate.resolve()
    const node = await it.importer.import(await beside)
    expect(entriesOf(it.chain.stateAt(node.hash))).toBeDefined()
  })
})

describe('a disk that fails', () => {
  test('while blocks are written: the block leaves no trace, and can come again', async () => {
    const blocks = new FaultyStore()
    const it = await TestChain.open({ stores: { state: new MemoryStore(), blocks } })
    await it.produceMany(3)
    it.enter(4n)
    const block = await it.builder.build(it.chain.best, 4n)
    const before = traceOf(it)
    blocks.failure = diskFull()
    await expect(it.importer.import(block)).rejects.toMatchObject({ code: 'WRITE_FAILED' })
    await expect(it.produce(5n)).rejects.toMatchObject({ code: 'WRITE_FAILED' })
    expect(traceOf(it)).toEqual(before)
    blocks.failure = undefined
    await it.importer.import(block)
    await it.produceMany(12)
  })

  test('while the base moves: blocks go on within the bounds of layers, then are refused without a trace', async () => {
    const state = new FaultyStore()
    const options = { finality: never, stateOptions: { maxLayers: 4 } }
    const it = await TestChain.open({ stores: { state, blocks: new MemoryStore() }, ...options })
    await it.produceMany(2)
    state.failure = diskFull()
    await it.produceMany(4)
    const before = traceOf(it)
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(it.produce()).rejects.toMatchObject({ code: 'WRITE_FAILED' })
    expect(traceOf(it)).toEqual(before)
    state.failure = undefined
    await it.produceMany(4)
    expect(it.chain.best.number).toBe(10)
  })

  test('once, while the base follows finality: the next finality makes up for it', async () => {
    const state = new FaultyStore()
    const it = await TestChain.open({ stores: { state, blocks: new MemoryStore() } })
    await it.produceMany(11)
    state.failure = diskFull()
    await it.produce()
    await it.keeper.settle()
    expect(it.chain.finalized.number).toBe(4)
    expect(it.chain.state.base.number).toBe(0)
    state.failure = undefined
    await it.produceMany(4)
    await it.keeper.settle()
    expect(it.chain.state.base.number).toBe(8)
  })
})
