import { fromHex, type Hash, utf8 } from '@echochain/codec'
import { headerHash } from '@echochain/frame'
import { devGenesis, PRESETS } from '@echochain/runtime'
import { type KvStore, MemoryStore } from '@echochain/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BlockNode } from './chain/BlockTree.ts'
import type { FinalitySource } from './finality/FinalitySource.ts'
import type { ForkChoice } from './forkChoice/ForkChoice.ts'
import {
  copyOf,
  devKeypair,
  entriesOf,
  FaultyStore,
  TEST_GENESIS_MS,
  TestChain,
  type TestStores,
} from './testing/index.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const never: FinalitySource = { finalizedBy: (tree) => tree.root }

/** What a restart must not change. */
const memoryOf = ({ chain }: TestChain) => ({
  best: chain.best.hash,
  finalized: chain.finalized.hash,
  known: Array.from(chain.nodes(), ({ hash }) => hash).toSorted(),
  state: entriesOf(chain.stateAt(chain.best.hash)),
})

const copyStores = ({ state, blocks }: TestStores): TestStores => ({ state: copyOf(state), blocks: copyOf(blocks) })

describe('a restart', () => {
  test('finds best block, finality, branches and states as they were, at any time and again and again', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('block' as const) },
      { weight: 2, arbitrary: fc.constant('fork' as const) },
      { weight: 1, arbitrary: fc.constant('pause' as const) },
      { weight: 2, arbitrary: fc.constant('restart' as const) },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), fc.nat(6), async (steps, maxLayers) => {
        let it = await TestChain.open({ stateOptions: { maxLayers: maxLayers + 2 } })
        for (const what of steps) {
          if (what === 'block') await it.produce()
          else if (what === 'pause') it.enter(it.slot + 9n)
          else if (what === 'fork') await growFork(it)
          else {
            const before = memoryOf(it)
            it = await it.reopen()
            expect(memoryOf(it)).toEqual(before)
          }
        }
      }),
      { numRuns: 12 },
    )
  })

  test('at every moment between two writes finds a chain that can go on from the block before or after', async () => {
    const stores = { state: new FaultyStore(), blocks: new FaultyStore() }
    const moments: TestStores[] = []
    stores.state.onChanged = stores.blocks.onChanged = () => moments.push(copyStores(stores))
    const it = await TestChain.open({ stores, stateOptions: { maxLayers: 3 } })
    const heads = new Map<Hash, ReturnType<typeof entriesOf>>()
    const note = () => heads.set(it.chain.best.hash, entriesOf(it.chain.stateAt(it.chain.best.hash)))
    note()
    it.chain.onBest.subscribe(note)
    for (let i = 0; i < 30; i++) {
      if (i % 7 === 6) await growFork(it)
      await it.produce()
    }
    expect(moments.length).toBeGreaterThan(40)
    for (const [at, moment] of moments.entries()) {
      if (moment.blocks.table('meta').get(utf8('finalized')) === undefined) continue // before genesis
      const crashed = await TestChain.open({ stores: moment })
      crashed.enter(it.slot)
      const { best } = crashed.chain
      expect(heads.get(best.hash), `moment ${at}: block ${best.number} was best once`).toBeDefined()
      expect(entriesOf(crashed.chain.stateAt(best.hash))).toEqual(heads.get(best.hash))
      await crashed.produce()
      expect(crashed.chain.best.number).toBe(best.number + 1)
    }
  })

  test('with the base behind finality executes the blocks between them again', async () => {
    const stores = { state: new FaultyStore(), blocks: new MemoryStore() }
    let it = await TestChain.open({ stores })
    const { promise, resolve } = Promise.withResolvers<void>()
    stores.state.gate = promise
    await it.produceMany(20)
    const before = memoryOf(it)
    const late = copyStores(stores)
    resolve()
    it = await TestChain.open({ stores: late })
    expect(it.chain.state.base.number).toBe(0)
    expect(memoryOf(it)).toEqual(before)
    expect(it.chain.finalized.number).toBe(12)
  })

  test('with the base ahead of finality goes on, and can still go back below the base', async () => {
    const options = { finality: never, stateOptions: { maxLayers: 4 } }
    let it = await TestChain.open(options)
    const trunk = await it.produceMany(20)
    const before = memoryOf(it)
    it = await it.reopen()
    expect(it.chain.state.base.number).toBeGreaterThan(12)
    expect(it.chain.finalized.number).toBe(0)
    expect(memoryOf(it)).toEqual(before)
    it.enter(100n)
    const fork = await it.builder.grow(
      it.chain.node(trunk[1].hash)!,
      Array.from({ length: 20 }, (_, i) => 30n + BigInt(i)),
    )
    expect(it.chain.best).toBe(fork.at(-1))
  })

  test('does not prefer a longer branch that lost to the finalized one', async () => {
    const stores = { state: new FaultyStore(), blocks: new MemoryStore() }
    stores.state.gate = new Promise(() => {}) // the base stays at genesis, so that the whole tree is loaded
    const loyal: ForkChoice = { choose: (_tree, best, added) => (added.parent === best ? added : best) }
    const it = await TestChain.open({ stores, forkChoice: loyal })
    it.enter(40n)
    const genesis = it.chain.best
    const [, early] = await it.builder.grow(genesis, [1n, 4n])
    const lost = await it.builder.grow(genesis, [2n, 3n, 5n, 6n, 7n, 9n])
    await it.builder.grow(early, [12n, 16n, 20n])
    expect(it.chain.finalized.slot).toBe(12n)
    const again = await TestChain.open({ stores: copyStores(stores) })
    expect(again.chain.best.slot).toBe(20n)
    expect(again.chain.block(lost.at(-1)!.hash)!.header.number).toBe(6)
  })
})

/** A branch two blocks deep that becomes the best one by one block more. */
async function growFork(it: TestChain): Promise<BlockNode[]> {
  const { best, finalized } = it.chain
  let parent = best
  for (let i = 0; i < 2 && parent !== finalized; i++) parent = parent.parent!
  const first = it.slot + 1n
  it.enter(first + 4n)
  return it.builder.grow(
    parent,
    Array.from({ length: 3 }, (_, i) => first + BigInt(i)),
  )
}

describe('stores that do not fit', () => {
  const empty = () => ({ state: new MemoryStore(), blocks: new MemoryStore() })
  const table = (store: KvStore, name: string) => [...store.table(name).keys()]

  test('a first start that was interrupted between the two stores begins anew', async () => {
    const stores = empty()
    await TestChain.open({ stores: { ...stores, blocks: new MemoryStore() } })
    const it = await TestChain.open({ stores })
    expect(it.chain.genesisHash).toBe((await TestChain.open()).chain.genesisHash)
    await it.produceMany(3)
  })

  test('DAMAGED: blocks without a state', async () => {
    const it = await TestChain.open()
    const stores = { state: new MemoryStore(), blocks: it.stores.blocks }
    await expect(TestChain.open({ stores })).rejects.toMatchObject({ name: 'Error', code: 'DAMAGED' })
  })

  test('DAMAGED: a state without its blocks', async () => {
    const it = await TestChain.open()
    await it.produceMany(13)
    await it.stop()
    const stores = { state: it.stores.state, blocks: new MemoryStore() }
    await expect(TestChain.open({ stores })).rejects.toMatchObject({ code: 'DAMAGED' })
  })

  test('DAMAGED: a header that is missing; one block of an unfinished branch', async () => {
    const it = await TestChain.open()
    const nodes = await it.produceMany(6)
    await it.stores.blocks.write([{ table: 'blocks', key: fromHex(nodes[3].hash), value: undefined }])
    await expect(it.reopen()).rejects.toMatchObject({ code: 'DAMAGED' })
  })

  test('DAMAGED: a body that does not lead to the state its header names', async () => {
    const it = await TestChain.open()
    await it.produceMany(3)
    const block = await it.builder.build(it.chain.best, it.slot + 1n, [it.signer.transfer(ALICE, BOB.account, 9n)])
    const forged = it.builder.forge(block, { extrinsics: block.extrinsics.slice(0, 1) })
    await it.blocks.put(headerHash(forged.header), forged)
    it.enter(it.slot + 1n)
    await expect(it.reopen()).rejects.toMatchObject({ code: 'DAMAGED' })
    expect(table(it.stores.blocks, 'heights')).toHaveLength(5)
  })

  test('WRONG_GENESIS: another chain’s database; its own is opened', async () => {
    const it = await TestChain.open()
    await it.produce()
    const other = await TestChain.open({ genesis: () => devGenesis(BigInt(TEST_GENESIS_MS + 1), PRESETS.dev) })
    const { genesisHash } = it.chain
    await expect(other.reopen({ genesisHash })).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
    expect((await it.reopen({ genesisHash })).chain.best.number).toBe(1)
  })

  test('UNKNOWN_RUNTIME: a database of another preset', async () => {
    const it = await TestChain.open()
    await expect(it.reopen({ preset: PRESETS.test })).rejects.toMatchObject({ code: 'UNKNOWN_RUNTIME' })
  })
})
