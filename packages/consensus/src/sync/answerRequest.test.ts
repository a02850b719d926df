import { decode } from '@echochain/codec'
import { Block, headerHash } from '@echochain/frame'
import { beforeAll, describe, expect, test } from 'vitest'
import type { BlockNode } from '../chain/BlockTree.ts'
import { TestChain } from '../testing/TestChain.ts'
import type { RequestStart } from '../transport/PeerMessage.ts'
import { answerRequest } from './answerRequest.ts'

let it: TestChain
/** On a branch that lost, above the finalized block. */
let sibling: BlockNode

beforeAll(async () => {
  it = await TestChain.open()
  await it.produceMany(18)
  ;[sibling] = await it.builder.grow(it.chain.node(it.chain.hashAt(16)!)!, [it.slot])
  expect(it.chain.finalized.number).toBe(8)
})

const answer = (start: RequestStart, count: number): [number, string][] =>
  answerRequest(it.chain, { requestId: 1, start, count }).map((bytes) => {
    const { header } = decode(Block, bytes)
    return [header.number, headerHash(header)]
  })

const onBestChain = (...numbers: number[]) => numbers.map((number) => [number, it.chain.hashAt(number)])

describe('by number: the best chain, upwards', () => {
  test.each<[string, number, number, number[]]>([
    ['finalized blocks', 1, 3, [1, 2, 3]],
    ['over the finalized block', 7, 4, [7, 8, 9, 10]],
    ['from the finalized block', 8, 2, [8, 9]],
    ['above it', 9, 2, [9, 10]],
    ['up to the best block', 16, 64, [16, 17, 18]],
    ['the best block', 18, 1, [18]],
    ['above the best block', 19, 4, []],
    ['far above', 2 ** 30 - 1, 64, []],
    ['from genesis, which everybody has', 0, 3, [1, 2]],
  ])('%s', (_, from, count, numbers) => {
    expect(answer({ type: 'Number', value: from }, count)).toEqual(onBestChain(...numbers))
  })
})

describe('by hash: the block and its ancestors', () => {
  test('across the finalized block', () => {
    expect(answer({ type: 'Hash', value: it.chain.hashAt(10)! }, 4)).toEqual(onBestChain(10, 9, 8, 7))
  })

  test('down to the block after genesis', () => {
    expect(answer({ type: 'Hash', value: it.chain.hashAt(3)! }, 64)).toEqual(onBestChain(3, 2, 1))
  })

  test('on a branch that lost', () => {
    expect(answer({ type: 'Hash', value: sibling.hash }, 3)).toEqual([[17, sibling.hash], ...onBestChain(16, 15)])
  })

  test('of a block that is not known: nothing', () => {
    expect(answer({ type: 'Hash', value: `0x${'ab'.repeat(32)}` }, 3)).toEqual([])
  })

  test('of genesis: nothing', () => {
    expect(answer({ type: 'Hash', value: it.chain.genesisHash }, 3)).toEqual([])
  })
})
