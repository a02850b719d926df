import { extrinsicHash, mortalEra } from '@echochain/frame'
import type { Hash } from '@echochain/codec'
import { beforeEach, describe, expect, test } from 'vitest'
import type { BlockNode } from '../chain/BlockTree.ts'
import type { FinalitySource } from '../finality/FinalitySource.ts'
import { devKeypair, type Signing, SpyVerifier, TestChain } from '../testing/index.ts'
import type { TransactionStatus } from './PooledTransaction.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const CHARLIE = devKeypair('Charlie')
const never: FinalitySource = { finalizedBy: (tree) => tree.root }

let it: TestChain
let spy: SpyVerifier
let trunk: BlockNode

beforeEach(async () => {
  spy = new SpyVerifier()
  it = await TestChain.open({ verifier: spy, slotsPerEpoch: 32 })
  trunk = await it.produce()
  it.enter(30n)
})

const pay = (from = ALICE, signing: Signing = {}) => it.signer.transfer(from, CHARLIE.account, 5n, signing)

function watch(hash: Hash): TransactionStatus[] {
  const statuses: TransactionStatus[] = []
  it.pool.watch(hash, (status) => statuses.push(status))
  return statuses
}
const types = (statuses: readonly TransactionStatus[]) => statuses.map(({ type }) => type)
const submitAndWatch = async (bytes: Uint8Array) => watch(await it.pool.submit(bytes))
/** Lets the pool take in again what came from blocks that lost. */
const turns = async () => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('a transaction of a block that lost', () => {
  test('waits again, and is included elsewhere', async () => {
    const bytes = pay()
    const statuses = await submitAndWatch(bytes)
    const [lost] = await it.builder.grow(trunk, [3n], () => [bytes])
    const [, other] = await it.builder.grow(trunk, [4n, 5n])
    expect(it.chain.best).toBe(other)
    expect(Array.from(it.pool.ready(), ({ hash }) => hash)).toEqual([extrinsicHash(bytes)])
    const [again] = await it.builder.grow(other, [6n], () => [bytes])
    expect(statuses).toEqual([
      { type: 'ready' },
      { type: 'inBlock', block: lost.hash, index: 1 },
      { type: 'retracted', block: lost.hash, index: 1 },
      { type: 'ready' },
      { type: 'inBlock', block: again.hash, index: 1 },
    ])
    expect(spy.verified).toBe(1)
  })

  test('is included without a pause when the winning branch has it too', async () => {
    const bytes = pay()
    const statuses = await submitAndWatch(bytes)
    await it.builder.grow(trunk, [3n], () => [bytes])
    const [first, second] = await it.builder.grow(trunk, [4n, 5n], (slot) => (slot === 5n ? [bytes] : []))
    expect(first.number).toBe(second.number - 1)
    expect(types(statuses)).toEqual(['ready', 'inBlock', 'retracted', 'inBlock'])
    expect(statuses.at(-1)).toMatchObject({ block: second.hash })
    expect(it.pool.size.transactions).toBe(0)
  })

  test('is over when the winning branch used its nonce otherwise', async () => {
    const statuses = await submitAndWatch(pay())
    const rival = pay(ALICE, { nonce: 0, tip: 7n })
    await it.builder.grow(trunk, [3n], () => [it.pool.find([...it.pool.pending()][0].hash)!.extrinsic.bytes])
    await it.builder.grow(trunk, [4n, 5n], (slot) => (slot === 4n ? [rival] : []))
    expect(types(statuses)).toEqual(['ready', 'inBlock', 'retracted', 'invalid'])
  })

  test('is over when it was signed for a block that lost', async () => {
    const [a] = await it.builder.grow(trunk, [3n])
    const mortal = pay(ALICE, { era: mortalEra(4, a.number) })
    const waiting = pay(BOB, { era: mortalEra(8, a.number), nonce: 1 })
    const [statuses, still] = [await submitAndWatch(mortal), await submitAndWatch(waiting)]
    await it.builder.grow(a, [4n], () => [mortal])
    await it.builder.grow(trunk, [5n, 6n, 7n])
    expect(types(statuses)).toEqual(['ready', 'inBlock', 'retracted', 'invalid'])
    expect(a.number, 'era of four begins with this block, that of eight with genesis').toBe(2)
    expect(types(still)).toEqual(['future', 'invalid'])
  })

  test('stays when its era began before the fork', async () => {
    const era = mortalEra(64, trunk.number)
    const bytes = pay(ALICE, { era })
    const statuses = await submitAndWatch(bytes)
    await it.builder.grow(trunk, [3n], () => [bytes])
    await it.builder.grow(trunk, [4n, 5n])
    expect(types(statuses)).toEqual(['ready', 'inBlock', 'retracted', 'ready'])
  })

  test('comes back in order with what followed it and what waits behind it', async () => {
    const line = [0, 1, 2, 3].map((nonce) => pay(ALICE, { nonce }))
    const statuses = []
    for (const bytes of line) statuses.push(await submitAndWatch(bytes))
    const included: Record<string, Uint8Array[]> = { 3: line.slice(0, 2), 4: line.slice(2, 3) }
    await it.builder.grow(trunk, [3n, 4n], (slot) => included[String(slot)])
    await it.builder.grow(trunk, [5n, 6n, 7n])
    expect(Array.from(it.pool.ready(), ({ nonce }) => nonce)).toEqual([0, 1, 2, 3])
    expect(it.pool.size.future).toBe(0)
    expect(types(statuses[2])).toEqual(['ready', 'inBlock', 'retracted', 'ready'])
    expect(types(statuses[3]), 'it was ready all the time, as far as anybody can say').toEqual(['ready'])
    it.enter(30n)
    await it.produce(31n)
    expect(it.signer.nonceOf(ALICE.account)).toBe(4)
  })

  test('comes back although the pool never knew it, verified once more', async () => {
    const strangers = [pay(ALICE), pay(BOB)]
    await it.builder.grow(trunk, [3n], () => strangers)
    expect(spy.verified).toBe(2)
    await it.builder.grow(trunk, [4n, 5n], (slot) => (slot === 4n ? strangers.slice(1) : []))
    await turns()
    expect(Array.from(it.pool.ready(), ({ account }) => account)).toEqual([ALICE.account])
    expect(spy.verified, 'both in the first block, one in the second, one coming back').toBe(4)
  })

  test('gives way when the pool is full of better ones by then', async () => {
    it = await TestChain.open({ verifier: spy, slotsPerEpoch: 32, poolLimits: { transactions: 1 } })
    trunk = await it.produce()
    it.enter(30n)
    const bytes = pay()
    const statuses = await submitAndWatch(bytes)
    await it.builder.grow(trunk, [3n], () => [bytes])
    await it.pool.submit(pay(BOB, { tip: 10n ** 9n }))
    await it.builder.grow(trunk, [4n, 5n])
    expect(types(statuses)).toEqual(['ready', 'inBlock', 'retracted', 'dropped'])
  })
})

test('a transaction on its way in during a reorganisation is judged by where the chain is then', async () => {
  const [a] = await it.builder.grow(trunk, [3n], () => [pay(BOB, { nonce: 0 })])
  const gate = Promise.withResolvers<void>()
  spy.gate = gate.promise
  const fitting = it.pool.submit(pay(ALICE, { nonce: 0 }))
  const behind = it.pool.submit(pay(BOB, { nonce: 1 }))
  const forked = it.pool.submit(pay(CHARLIE, { era: mortalEra(4, a.number) }))
  const outcomes = Promise.allSettled([fitting, behind, forked])
  await it.builder.grow(trunk, [4n, 5n])
  gate.resolve()
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  await turns()
  expect(it.pool.nextNonce(ALICE.account)).toBe(1)
  expect(it.pool.nextNonce(BOB.account), 'nonce 0 came back from the block that lost').toBe(2)
})

describe('without finality', () => {
  test('the transactions longest included are given up: their watchers are told, blocks go on', async () => {
    it = await TestChain.open({ slotsPerEpoch: 32, finality: never, poolLimits: { included: 3 } })
    const statuses: TransactionStatus[][] = []
    for (let nonce = 0; nonce < 5; nonce++) {
      statuses.push(await submitAndWatch(pay(ALICE, { nonce })))
      await it.produce()
    }
    expect(statuses.map((of) => types(of).at(-1))).toEqual([
      'finalityTimeout',
      'finalityTimeout',
      'inBlock',
      'inBlock',
      'inBlock',
    ])
  })
})

test('finality tells each transaction once, on a chain with forks', async () => {
  const statuses = await submitAndWatch(pay())
  const bytes = it.pool.find([...it.pool.pending()][0].hash)!.extrinsic.bytes
  await it.builder.grow(trunk, [3n], () => [bytes])
  await it.builder.grow(trunk, [4n, 5n], (slot) => (slot === 4n ? [bytes] : []))
  it.enter(100n)
  await it.builder.grow(it.chain.best, [40n, 97n])
  expect(types(statuses)).toEqual(['ready', 'inBlock', 'retracted', 'inBlock', 'finalized'])
})
