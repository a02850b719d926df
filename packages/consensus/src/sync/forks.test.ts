import type { Slot } from '@echochain/runtime'
import { describe, expect, test } from 'vitest'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { FinalitySource } from '../finality/FinalitySource.ts'
import { SyncNetwork, type SyncNode } from '../testing/SyncNetwork.ts'

/** The first byte of a request, and what the one after its id says. */
const REQUEST = 2
const WAYS = ['by number', 'by hash']

const never: FinalitySource = { finalizedBy: (tree) => tree.root }

function* slots(first: number, count: number, step = 1): Iterable<Slot> {
  for (let at = 0; at < count; at++) yield BigInt(first + at * step)
}

/** Blocks that this node alone has. */
const grow = ({ it }: SyncNode, first: number, count: number, step?: number): Promise<BlockNode[]> =>
  it.builder.grow(it.chain.best, slots(first, count, step))

const bestOf = (...nodes: SyncNode[]): string[] => nodes.map(({ it }) => it.chain.best.hash)

async function twoNodes(options = { finality: never }) {
  const net = new SyncNetwork()
  const [a, b] = [await net.addNode('a', options), await net.addNode('b', options)]
  a.it.enter(1_000n)
  return { net, a, b }
}

describe('forks on both sides converge by fork choice', () => {
  test.each([
    ['the longer one wins', 5, 8, 'by hash'],
    ['also when it is many blocks deep', 60, 63, 'by hash'],
    ['also when it is deeper than a branch may be', 150, 160, 'by number'],
    ['also when it is much longer', 70, 140, 'by number'],
  ])('%s', async (_, ofA, ofB, way) => {
    const { net, a, b } = await twoNodes()
    await grow(a, 1, ofA, 2)
    const winner = (await grow(b, 2, ofB, 2)).at(-1)!
    const ways: string[] = []
    net.connect(a, b, { there: (bytes) => (bytes[0] === REQUEST && ways.push(WAYS[bytes[5]]), 0) })
    await net.pass(1_000)
    expect(bestOf(a, b)).toEqual([winner.hash, winner.hash])
    expect(ways.at(-1)).toBe(way)
    expect([...a.faults, ...b.faults]).toEqual([])
  })

  test('of two as long, the lower slot of the tip', async () => {
    const { net, a, b } = await twoNodes()
    const winner = (await grow(a, 1, 5, 2)).at(-1)!
    await grow(b, 2, 5, 2)
    net.connect(a, b)
    await net.pass(1_000)
    expect(bestOf(a, b)).toEqual([winner.hash, winner.hash])
    expect(a.it.chain.hashesAt(5), 'the sibling is kept').toHaveLength(2)
  })

  test('a split network of three heals', async () => {
    const { net, a, b } = await twoNodes()
    const c = await net.addNode('c', { finality: never })
    net.connect(c, b)
    await net.settle()
    await grow(a, 1, 7, 2)
    await grow(b, 2, 6, 2)
    await net.settle()
    expect(bestOf(c)).toEqual(bestOf(b))
    net.connect(a, b)
    await net.pass(1_000)
    expect(bestOf(b, c)).toEqual([...bestOf(a), ...bestOf(a)])
  })
})

describe('joining during a reorganisation', () => {
  test('a node that catches up with a branch that loses meanwhile ends on the one that won', async () => {
    const { net, a, b } = await twoNodes()
    const root = (await grow(a, 1, 50)).at(-1)!
    await a.it.builder.grow(root, slots(52, 20, 2))
    let requests = 0
    net.connect(b, a, { there: (bytes) => (bytes[0] === 2 && requests++, 10), back: () => 10 })
    await net.pass(20, 10) // the first batch is under way
    expect(requests).toBe(1)
    const winner = (await a.it.builder.grow(root, slots(53, 22, 2))).at(-1)!
    await net.pass(2_000)
    expect(a.it.chain.best).toBe(winner)
    expect(bestOf(b)).toEqual([winner.hash])
    expect(b.faults).toEqual([])
  })

  test('a reorganisation of the peer reaches a follower, back and forth', async () => {
    const { net, a, b } = await twoNodes()
    net.connect(b, a)
    const root = a.it.chain.best
    const left = await a.it.builder.grow(root, slots(1, 3, 2))
    await net.settle()
    const right = await a.it.builder.grow(root, slots(2, 4, 2))
    await net.settle()
    expect(bestOf(a, b)).toEqual([right[3].hash, right[3].hash])
    const again = await a.it.builder.grow(left[2], slots(9, 2, 2))
    await net.settle()
    expect(bestOf(a, b)).toEqual([again[1].hash, again[1].hash])
  })
})

test('nodes that finalized different blocks part, with the reason, and each goes on', async () => {
  const net = new SyncNetwork()
  const [a, b] = [await net.addNode('a'), await net.addNode('b')]
  a.it.enter(100n)
  await grow(a, 1, 30, 2)
  await grow(b, 2, 20, 2)
  expect(Math.min(a.it.chain.finalized.number, b.it.chain.finalized.number)).toBeGreaterThan(0)
  net.connect(a, b)
  await net.settle()
  expect(a.faults[0].error.code).toBe('CONFLICTING_FINALITY')
  expect(b.faults[0].error).toMatchObject({ code: 'REFUSED', message: expect.stringContaining('ConflictingFinality') })
  expect([a.sync.status.peers, b.sync.status.peers]).toEqual([0, 0])
})
