import type { Slot } from '@echochain/runtime'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '@echochain/frame'
import type { BlockNode } from './BlockTree.ts'
import type { BestChange } from './Chain.ts'
import type { FinalitySource } from '../finality/FinalitySource.ts'
import { devKeypair, entriesOf, TestChain, type TestChainOptions } from '../testing/index.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const CHARLIE = devKeypair('Charlie')
const SLOTS_PER_EPOCH = 32
const FORK_DEPTH = 32

const never: FinalitySource = { finalizedBy: (tree) => tree.root }

/** `count` slots from `first` on, of which every `missed`-th has no block. */
function slotsFrom(first: bigint, count: number, missed = Infinity): Slot[] {
  const slots: Slot[] = []
  for (let at = 0; slots.length < count; at++) if ((at + 1) % missed !== 0) slots.push(first + BigInt(at))
  return slots
}

/** A block with a transfer, so that the states of two branches differ in balances and nonces. */
async function branch(it: TestChain, from: BlockNode, slots: readonly Slot[], amount: bigint): Promise<BlockNode[]> {
  return it.builder.grow(from, slots, (slot) => [
    it.signer.transfer(amount === 1n ? ALICE : BOB, CHARLIE.account, amount, { nonce: slots.indexOf(slot) }),
  ])
}

/** The state of a block, made by a chain that never saw another branch. */
async function executedAlone(
  it: TestChain,
  tip: BlockNode,
  options: TestChainOptions,
): Promise<Record<string, string>> {
  const line: Block[] = []
  for (let at: BlockNode | undefined = tip; at && at.number > 0; at = at.parent) line.unshift(it.chain.block(at.hash)!)
  const alone = await TestChain.open(options)
  alone.enter(it.slot)
  for (const block of line) await alone.importer.import(block)
  return entriesOf(alone.chain.stateAt(tip.hash))
}

describe('forks 32 deep with missed slots, at 32 slots per epoch', () => {
  const options = { slotsPerEpoch: SLOTS_PER_EPOCH }

  test('the longer branch wins, is overtaken, and wins again; states are right after each', async () => {
    const it = await TestChain.open(options)
    const routes: BestChange['route'][] = []
    it.chain.onBest.subscribe(({ route }) => routes.push(route))
    it.enter(200n)
    const genesis = it.chain.best
    const a = await branch(it, genesis, slotsFrom(1n, FORK_DEPTH), 1n)
    const b = await branch(it, genesis, slotsFrom(2n, FORK_DEPTH + 1, 3), 2n)
    expect(it.chain.best).toBe(b.at(-1))
    expect(routes.at(-1)!.ancestor).toBe(genesis)
    expect(routes.at(-1)!.retracted).toEqual(a.toReversed())
    expect(routes.at(-1)!.enacted).toEqual(b)
    const stateOfB = entriesOf(it.chain.stateAt(b.at(-1)!.hash))
    expect(stateOfB).toEqual(await executedAlone(it, b.at(-1)!, options))
    const [a33, a34] = await it.builder.grow(a.at(-1)!, [60n, 61n])
    expect(it.chain.best).toBe(a34)
    expect(routes.at(-1)!.retracted).toEqual(b.toReversed())
    expect(routes.at(-1)!.enacted).toEqual([...a, a33, a34])
    expect(entriesOf(it.chain.stateAt(a34.hash))).toEqual(await executedAlone(it, a34, options))
    expect(entriesOf(it.chain.stateAt(b.at(-1)!.hash))).toEqual(stateOfB)
    const back = await it.builder.grow(b.at(-1)!, [62n, 63n])
    expect(it.chain.best).toBe(back[1])
    expect(entriesOf(it.chain.stateAt(back[1].hash))).toEqual(await executedAlone(it, back[1], options))
    expect(it.signer.nonceOf(ALICE.account)).toBe(0)
    expect(it.signer.nonceOf(BOB.account)).toBe(FORK_DEPTH + 1)
  })

  test('a fork from the last finalized block is taken, one slot deeper it is refused', async () => {
    const it = await TestChain.open(options)
    await it.produceMany(32 + 64)
    const before = it.chain.best
    const finalized = it.chain.finalized
    expect(finalized.number).toBe(32)
    const below = it.chain.node(finalized.hash)!
    await it.builder.grow(below, slotsFrom(34n, 10))
    expect(it.chain.best).toBe(before)
    const parentHash = finalized.header.parentHash
    const deeper = it.builder.forge(it.chain.block(finalized.hash)!, { header: { parentHash, stateRoot: parentHash } })
    await expect(it.importer.import(deeper)).rejects.toMatchObject({ code: 'BELOW_FINALIZED' })
  })

  test('finality prunes what does not build on the finalized block, and keeps what does', async () => {
    const it = await TestChain.open(options)
    const trunk = await it.produceMany(40)
    it.enter(110n)
    const lost = await it.builder.grow(trunk[20], [60n, 61n])
    const kept = await it.builder.grow(trunk[33], [62n, 63n])
    const changes: string[][][] = []
    it.chain.onFinalized.subscribe(({ finalized, pruned }) =>
      changes.push([finalized.map(({ hash }) => hash), pruned.map(({ hash }) => hash)]),
    )
    await it.builder.grow(trunk.at(-1)!, slotsFrom(64n, 40))
    expect(it.chain.finalized).toBe(trunk[31])
    expect(changes.map(([finalized]) => finalized)).toEqual([trunk.slice(0, 32).map(({ hash }) => hash)])
    expect(changes[0][1]).toEqual(lost.map(({ hash }) => hash))
    for (const node of kept) expect(it.chain.node(node.hash)).toBe(node)
    for (const node of lost) expect(it.chain.node(node.hash)).toBeUndefined()
    for (const node of lost) expect(it.chain.block(node.hash), 'readable for a while').toBeDefined()
  })

  test('blocks that lost are deleted 256 blocks after finality, whatever was known of them at the last start', async () => {
    let it = await TestChain.open({ slotsPerEpoch: 4 })
    it.enter(2n)
    const genesis = it.chain.best
    const [lost] = await it.builder.grow(genesis, [2n])
    await it.builder.grow(genesis, [1n])
    await it.produceMany(100)
    it = await it.reopen()
    while (it.chain.finalized.number < 252) await it.produce()
    expect(it.chain.hashesAt(1)).toContain(lost.hash)
    await it.produceMany(8)
    for (let number = 1; number <= it.chain.finalized.number - 256; number++)
      expect(it.chain.hashesAt(number)).toEqual([it.chain.hashAt(number)])
  })
})

describe('ties', () => {
  test('of two branches of the same length the one whose tip has the lower slot is best, whichever came first', async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const it = await TestChain.open({ slotsPerEpoch: SLOTS_PER_EPOCH })
      it.enter(10n)
      const blocks = [await it.builder.build(it.chain.best, 4n), await it.builder.build(it.chain.best, 5n)]
      const nodes: BlockNode[] = []
      for (const at of order) nodes[at] = await it.importer.import(blocks[at])
      expect(it.chain.best).toBe(nodes[0])
    }
  })

  test('in the same slot the larger hash is best', async () => {
    const it = await TestChain.open()
    it.enter(10n)
    const genesis = it.chain.best
    const nodes = [
      ...(await branch(it, genesis, [1n], 1n)),
      ...(await branch(it, genesis, [1n], 2n)),
      ...(await it.builder.grow(genesis, [1n])),
    ]
    const hashes = nodes.map(({ hash }) => hash)
    expect(it.chain.best.hash).toBe(hashes.toSorted().at(-1))
  })
})

test(
  'the same blocks in any order of arrival give the same chain and the same states',
  { timeout: 120_000 },
  async () => {
    const options = { slotsPerEpoch: SLOTS_PER_EPOCH, finality: never, stateOptions: { maxLayers: 5 } }
    const it = await TestChain.open(options)
    it.enter(100n)
    const genesis = it.chain.best
    const trunk = await branch(it, genesis, slotsFrom(1n, 8, 4), 1n)
    const nodes = [...trunk]
    nodes.push(...(await branch(it, genesis, slotsFrom(2n, 9, 2), 2n)))
    nodes.push(...(await it.builder.grow(trunk[3], slotsFrom(20n, 7))))
    nodes.push(...(await it.builder.grow(trunk[6], [40n, 45n])))
    const blocks = nodes.map(({ hash }) => it.chain.block(hash)!)
    const expected = entriesOf(it.chain.stateAt(it.chain.best.hash))
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(blocks, { minLength: blocks.length }), async (shuffled) => {
        const other = await TestChain.open(options)
        other.enter(100n)
        await importWhenPossible(other, shuffled)
        expect(other.chain.best.hash).toBe(it.chain.best.hash)
        expect(entriesOf(other.chain.stateAt(other.chain.best.hash))).toEqual(expected)
        const known = Array.from(other.chain.nodes(), ({ hash }) => hash).toSorted()
        expect(known).toEqual(Array.from(it.chain.nodes(), ({ hash }) => hash).toSorted())
      }),
      { numRuns: 25 },
    )
  },
)

/** Imports blocks in the given order, coming back to those whose parent was not there yet. */
async function importWhenPossible(it: TestChain, blocks: readonly Block[]): Promise<void> {
  let waiting = [...blocks]
  while (waiting.length > 0) {
    const orphans: Block[] = []
    for (const block of waiting)
      await it.importer.import(block).catch((error: { code: string }) => {
        if (error.code !== 'UNKNOWN_PARENT') throw error
        orphans.push(block)
      })
    expect(orphans.length, 'something must have been imported').toBeLessThan(waiting.length)
    waiting = orphans
  }
}
