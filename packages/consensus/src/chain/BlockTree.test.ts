import { type Hash, toHex } from '@echochain/codec'
import type { Header } from '@echochain/frame'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BlockNode, BlockTree, type NewBlock } from './BlockTree.ts'

const hashOf = (id: number): Hash => toHex(Uint8Array.of(id >> 8, id & 255))

/** Block `id` on block `parent`, as far as a tree looks at it. */
const block = (id: number, parent: number, number: number, slot = number): NewBlock => ({
  hash: hashOf(id),
  number,
  slot: BigInt(slot),
  header: { number, parentHash: hashOf(parent) } as Header,
})

const notLoaded = (): never => {
  throw new Error('This header was never let go')
}

/** A tree in which block i + 1 builds on block `parents[i]` modulo what there is. */
function grow(parents: readonly number[]): { tree: BlockTree; nodes: BlockNode[] } {
  const tree = new BlockTree(block(0, 0, 0), notLoaded)
  const nodes = [tree.root]
  for (const [i, parent] of parents.entries()) {
    const on = nodes[parent % nodes.length]
    nodes.push(tree.add(block(i + 1, nodes.indexOf(on), on.number + 1)))
  }
  return { tree, nodes }
}

const lineOf = (node: BlockNode): BlockNode[] => (node.parent ? [...lineOf(node.parent), node] : [node])
const parentsArbitrary = fc.array(fc.nat(), { minLength: 1, maxLength: 40 })

test('a block has its place behind its parent, and none without', () => {
  const { tree, nodes } = grow([0, 1])
  expect(lineOf(nodes[2])).toEqual(nodes)
  expect(() => tree.add(block(9, 77, 3))).toThrow('no parent')
})

test('a route goes back to the last common ancestor and up from there', () => {
  fc.assert(
    fc.property(parentsArbitrary, fc.nat(), fc.nat(), (parents, a, b) => {
      const { tree, nodes } = grow(parents)
      const [from, to] = [nodes[a % nodes.length], nodes[b % nodes.length]]
      const shared = lineOf(from).filter((node) => lineOf(to).includes(node))
      const route = tree.route(from, to)
      expect(route.ancestor).toBe(shared.at(-1))
      expect(route.retracted).toEqual(lineOf(from).slice(shared.length).toReversed())
      expect(route.enacted).toEqual(lineOf(to).slice(shared.length))
    }),
  )
})

test('finality keeps what builds on the finalized block; everything else was either before it or has lost', () => {
  fc.assert(
    fc.property(parentsArbitrary, fc.nat(), (parents, at) => {
      const { tree, nodes } = grow(parents)
      const target = nodes[at % nodes.length]
      const before = lineOf(target)
      const kept = nodes.filter((node) => lineOf(node).includes(target))
      const { finalized, pruned } = tree.finalize(target)
      expect(finalized).toEqual(before.slice(1))
      expect(new Set(tree.nodes())).toEqual(new Set(kept))
      expect(new Set(pruned)).toEqual(new Set(nodes.filter((node) => !kept.includes(node) && !before.includes(node))))
      expect(tree.root).toBe(target)
      expect(target.parent).toBeUndefined()
      expect(tree.size).toBe(kept.length)
    }),
  )
})

test('the block at a slot is the last one at or before it, down to the finalized block', () => {
  const tree = new BlockTree(block(0, 0, 5, 10), notLoaded)
  const a = tree.add(block(1, 0, 6, 12))
  const b = tree.add(block(2, 1, 7, 20))
  const at = (slot: number) => tree.ancestorAtSlot(b, BigInt(slot))
  expect([25, 20, 19, 12, 11, 10, 3].map(at)).toEqual([b, b, a, a, tree.root, tree.root, tree.root])
})

describe('headers', () => {
  test('of the latest blocks are at hand, of older ones loaded when asked for: a long wait for finality costs little', () => {
    const loaded: Hash[] = []
    const root = block(0, 0, 0)
    const tree = new BlockTree(root, (hash) => {
      loaded.push(hash)
      return root.header
    })
    const nodes = [tree.root]
    for (let id = 1; id <= 2_000; id++) nodes.push(tree.add(block(id, id - 1, id)))
    expect(nodes[2_000].header.number).toBe(2_000)
    expect(nodes[2_000 - 1_023].header.number).toBe(977)
    expect(loaded).toEqual([])
    expect(nodes[5].header).toBe(root.header)
    expect(loaded).toEqual([hashOf(5)])
  })
})
