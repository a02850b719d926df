import { toHex } from '@echochain/codec'
import { extrinsicHash, mortalEra, runtimeCall } from '@echochain/frame'
import { balances, EXISTENTIAL_DEPOSIT } from '@echochain/runtime'
import { beforeEach, describe, expect, test } from 'vitest'
import { devKeypair, type Signing, SpyVerifier, TestChain } from '../testing/index.ts'
import type { TransactionStatus } from './PooledTransaction.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')
const CHARLIE = devKeypair('Charlie')
const PEOPLE = (['Alice', 'Bob', 'Charlie', 'Dave', 'Eve', 'Ferdie'] as const).map(devKeypair)
/** More than a fee and less than anybody has. */
const TIP = 10n ** 9n

let it: TestChain
let spy: SpyVerifier

beforeEach(async () => {
  spy = new SpyVerifier()
  it = await TestChain.open({ verifier: spy })
  await it.produce()
})

const pay = (from = ALICE, signing: Signing = {}, amount = 5n) =>
  it.signer.transfer(from, CHARLIE.account, amount, signing)
const submit = (from = ALICE, signing: Signing = {}) => it.pool.submit(pay(from, signing))
const ready = () =>
  Array.from(it.pool.ready(), ({ account, nonce }) => [PEOPLE.findIndex((p) => p.account === account), nonce])

function statusesOf(hash: `0x${string}`): TransactionStatus['type'][] {
  const statuses: TransactionStatus['type'][] = []
  it.pool.watch(hash, ({ type }) => statuses.push(type))
  return statuses
}

describe('the order of transactions', () => {
  test('by what they pay, the earlier first when they pay the same, and by nonce within an account', async () => {
    await submit(BOB, { tip: TIP })
    await submit(ALICE)
    await submit(CHARLIE)
    await submit(ALICE, { tip: 100n * TIP })
    await submit(CHARLIE, { tip: 2n * TIP })
    expect(ready()).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
      [2, 0],
      [2, 1],
    ])
  })

  test('is that of the block made of them', async () => {
    const late = await submit(BOB, { tip: TIP })
    const first = await submit(ALICE, { tip: 2n * TIP })
    const second = await submit(ALICE)
    const places: number[] = []
    for (const hash of [first, late, second])
      it.pool.watch(hash, (status) => status.type === 'inBlock' && places.push(status.index))
    await it.produce()
    expect(places).toEqual([1, 2, 3])
  })

  test('a transaction waits for earlier nonces, and is ready when the last of them is there', async () => {
    const third = statusesOf(await submit(ALICE, { nonce: 2 }))
    const second = statusesOf(await submit(ALICE, { nonce: 1 }))
    expect(it.pool.size.future).toBe(2)
    expect(it.pool.nextNonce(ALICE.account)).toBe(0)
    await it.produce()
    expect(it.signer.nonceOf(ALICE.account)).toBe(0)
    await submit(ALICE, { nonce: 0 })
    expect(it.pool.nextNonce(ALICE.account)).toBe(3)
    expect([third, second]).toEqual([
      ['future', 'ready'],
      ['future', 'ready'],
    ])
    await it.produce()
    expect(it.signer.nonceOf(ALICE.account)).toBe(3)
  })

  test('a gap that a transaction from elsewhere fills makes those behind it ready', async () => {
    const waiting = statusesOf(await submit(ALICE, { nonce: 1 }))
    it.enter(it.slot + 1n)
    await it.importer.import(await it.builder.build(it.chain.best, it.slot, [pay(ALICE, { nonce: 0 })]))
    expect(waiting).toEqual(['future', 'ready'])
    expect(ready()).toEqual([[0, 1]])
  })
})

describe('replacement', () => {
  test('only for a higher fee; the one replaced is usurped', async () => {
    const first = await submit(ALICE, { nonce: 0, tip: TIP })
    const statuses: TransactionStatus[] = []
    it.pool.watch(first, (status) => statuses.push(status))
    for (const tip of [0n, TIP - 1n])
      await expect(submit(ALICE, { nonce: 0, tip })).rejects.toMatchObject({ code: 'TOO_LOW_PRIORITY' })
    await expect(it.pool.submit(pay(ALICE, { nonce: 0, tip: TIP }, 6n))).rejects.toMatchObject({
      code: 'TOO_LOW_PRIORITY',
    })
    const second = await submit(ALICE, { nonce: 0, tip: 2n * TIP })
    expect(statuses).toEqual([{ type: 'ready' }, { type: 'usurped', by: second }])
    expect(Array.from(it.pool.pending(), ({ hash }) => hash)).toEqual([second])
  })

  test('keeps what waits behind it', async () => {
    await submit(ALICE, { nonce: 0 })
    const behind = statusesOf(await submit(ALICE, { nonce: 1 }))
    await submit(ALICE, { nonce: 0, tip: TIP })
    expect(behind).toEqual(['ready'])
    expect(ready()).toEqual([
      [0, 0],
      [0, 1],
    ])
  })
})

describe('bounds', () => {
  const open = async (poolLimits: TestChain['options']['poolLimits']) => {
    it = await TestChain.open({ poolLimits, verifier: spy })
    await it.produce()
  }

  test('per account, ready and waiting for an earlier nonce', async () => {
    await open({ perAccount: 3, futurePerAccount: 2 })
    for (let nonce = 0; nonce < 3; nonce++) await submit(ALICE, { nonce })
    await expect(submit(ALICE, { nonce: 3 })).rejects.toMatchObject({ code: 'ACCOUNT_FULL' })
    for (const nonce of [5, 6]) await submit(BOB, { nonce })
    await expect(submit(BOB, { nonce: 7 })).rejects.toMatchObject({ code: 'ACCOUNT_FULL' })
    await submit(BOB, { nonce: 0 })
  })

  test('transactions that wait for earlier nonces have a room of their own, which they cannot fill the pool from', async () => {
    await open({ transactions: 6, future: 2 })
    for (const from of [ALICE, BOB]) await submit(from, { nonce: 9, tip: 100n * TIP })
    await expect(submit(CHARLIE, { nonce: 9, tip: 100n * TIP })).rejects.toMatchObject({ code: 'POOL_FULL' })
    for (const from of PEOPLE.slice(0, 4)) await submit(from)
    expect(it.pool.size).toMatchObject({ transactions: 6, future: 2 })
  })

  test('in all: the worst paid makes room for a better one, with what waits behind it', async () => {
    await open({ transactions: 4 })
    const worst = statusesOf(await submit(ALICE))
    const behind = statusesOf(await submit(ALICE, { tip: 50n * TIP }))
    await submit(BOB, { tip: TIP })
    await submit(CHARLIE, { tip: 2n * TIP })
    await expect(submit(PEOPLE[3])).rejects.toMatchObject({ code: 'POOL_FULL' })
    await submit(PEOPLE[3], { tip: 3n * TIP })
    expect([worst, behind]).toEqual([
      ['ready', 'dropped'],
      ['ready', 'dropped'],
    ])
    expect(ready()).toEqual([
      [3, 0],
      [2, 0],
      [1, 0],
    ])
  })

  test('in bytes', async () => {
    await open({ bytes: 500 })
    const remark = it.runtime.modules[0].calls!.remark
    const large = (size: number, tip: bigint) =>
      it.pool.submit(it.signer.sign(runtimeCall(remark, { remark: new Uint8Array(size) }), BOB, { nonce: 0, tip }))
    await submit(ALICE)
    await expect(large(600, TIP)).rejects.toMatchObject({ code: 'POOL_FULL' })
    await large(200, TIP)
    await submit(CHARLIE, { tip: TIP })
    expect(it.pool.size.bytes).toBeLessThanOrEqual(500)
    expect(Array.from(it.pool.ready(), ({ account }) => account)).toEqual([BOB.account, CHARLIE.account])
  })

  test('a transaction does not push out one that it waits for itself', async () => {
    await open({ transactions: 2 })
    await submit(ALICE)
    await submit(BOB, { tip: TIP })
    await expect(submit(ALICE, { nonce: 1, tip: 2n * TIP })).rejects.toMatchObject({ code: 'POOL_FULL' })
    expect(ready()).toEqual([
      [1, 0],
      [0, 0],
    ])
  })

  test('signatures being verified', async () => {
    await open({ incoming: 2 })
    const gate = Promise.withResolvers<void>()
    spy.gate = gate.promise
    const taken = [submit(ALICE), submit(BOB)]
    await expect(submit(CHARLIE)).rejects.toMatchObject({ code: 'POOL_FULL' })
    gate.resolve()
    await Promise.all(taken)
    await submit(CHARLIE)
  })

  test('what is refused for lack of room is not verified', async () => {
    await open({ transactions: 1 })
    await submit(ALICE, { tip: TIP })
    const { verified } = spy
    await expect(submit(BOB)).rejects.toMatchObject({ code: 'POOL_FULL' })
    await expect(submit(ALICE, { nonce: 0 })).rejects.toMatchObject({ code: 'TOO_LOW_PRIORITY' })
    expect(spy.verified).toBe(verified)
  })
})

describe('judged when they come', () => {
  test('stale, not payable, unsigned, undecodable, too large for any block', async () => {
    await submit(ALICE)
    await it.produce()
    const cases: [Uint8Array, string][] = [
      [pay(ALICE, { nonce: 0, tip: 1n }), 'Stale'],
      [pay(BOB, { tip: 10n ** 30n }), 'Payment'],
      [it.chain.block(it.chain.best.hash)!.extrinsics[0], 'NoUnsignedValidator'],
      [pay().slice(1), 'UNEXPECTED_END'],
    ]
    for (const [bytes, code] of cases) await expect(it.pool.submit(bytes)).rejects.toMatchObject({ code })
    expect(it.pool.size.transactions).toBe(0)
  })

  test('a bad signature is refused and banned for half an hour', async () => {
    const bytes = pay()
    bytes[50] ^= 1
    await expect(it.pool.submit(bytes)).rejects.toMatchObject({ code: 'BadProof' })
    const { verified } = spy
    await expect(it.pool.submit(bytes)).rejects.toMatchObject({ code: 'BANNED' })
    expect(spy.verified).toBe(verified)
    it.clock.advanceBy(30 * 60 * 1000)
    await expect(it.pool.submit(bytes)).rejects.toMatchObject({ code: 'BadProof' })
  })

  test('of thousands of banned ones the oldest are forgotten', async () => {
    const bad = Array.from({ length: 4_097 }, (_, i) => {
      const bytes = pay(ALICE, { nonce: 0 })
      bytes[40] = i & 255
      bytes[41] = i >> 8
      return bytes
    })
    it = await TestChain.open()
    const outcomes = await Promise.allSettled(bad.map((bytes) => it.pool.submit(bytes)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
    await expect(it.pool.submit(bad[0])).rejects.toMatchObject({
      code: expect.stringMatching(/BadProof|ALREADY_IMPORTED/),
    })
    await expect(it.pool.submit(bad[4_096])).rejects.toMatchObject({ code: 'BANNED' })
  })

  test('the same transaction twice, one after the other, at once, and with another that is on its way', async () => {
    const bytes = pay()
    const [first, second] = await Promise.allSettled([it.pool.submit(bytes), it.pool.submit(bytes.slice())])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'ALREADY_IMPORTED' } })
    await expect(it.pool.submit(bytes)).rejects.toMatchObject({ code: 'ALREADY_IMPORTED' })
    expect(spy.verified).toBe(1)
    const rivals = [pay(BOB, { nonce: 0, tip: TIP }), pay(BOB, { nonce: 0, tip: 2n * TIP }), pay(BOB, { nonce: 0 })]
    const outcomes = await Promise.allSettled(rivals.map((rival) => it.pool.submit(rival)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    expect(Array.from(it.pool.ready(), ({ account }) => account)).toHaveLength(2)
  })

  test('bytes of a larger message are not kept', async () => {
    const bytes = pay()
    const message = new Uint8Array(100_000)
    message.set(bytes, 500)
    const hash = await it.pool.submit(message.subarray(500, 500 + bytes.length))
    expect(it.pool.find(hash)!.extrinsic.bytes.buffer.byteLength).toBe(bytes.length)
  })
})

describe('judged again as the chain goes on', () => {
  test('mortal transactions leave with the last block that may include them', async () => {
    const next = it.chain.best.number + 1
    const statuses = statusesOf(await submit(ALICE, { era: mortalEra(4, it.chain.best.number), nonce: 1 }))
    const behind = statusesOf(await submit(ALICE, { nonce: 2 }))
    while (it.chain.best.number < next + 1) await it.produce()
    expect(statuses).toEqual(['future'])
    await it.produceMany(2)
    expect(statuses).toEqual(['future', 'invalid'])
    expect(behind, 'waits for a nonce that may still come').toEqual(['future'])
  })

  test('a nonce that another transaction used makes them stale', async () => {
    const own = statusesOf(await submit(ALICE, { nonce: 0 }))
    it.enter(it.slot + 1n)
    await it.importer.import(await it.builder.build(it.chain.best, it.slot, [pay(ALICE, { nonce: 0, tip: 1n })]))
    expect(own).toEqual(['ready', 'invalid'])
    expect(it.pool.size).toEqual({ transactions: 0, future: 0, bytes: 0 })
  })

  test('a transaction that can no longer be paid leaves with those behind it', async () => {
    const balance = it.signer.balanceOf(BOB.account)
    const all = await it.pool.submit(pay(BOB, { nonce: 0, tip: TIP }, balance - EXISTENTIAL_DEPOSIT - 10n * TIP))
    const poor = statusesOf(await submit(BOB, { nonce: 1, tip: 10n * TIP }))
    const behind = statusesOf(await submit(BOB, { nonce: 2 }))
    const paid = statusesOf(all)
    // Made elsewhere, so that it is not the proposer that finds out.
    it.enter(it.slot + 1n)
    await it.importer.import(await it.builder.build(it.chain.best, it.slot, [it.pool.find(all)!.extrinsic.bytes]))
    expect(paid).toEqual(['ready', 'inBlock'])
    expect([poor, behind]).toEqual([
      ['ready', 'invalid'],
      ['ready', 'invalid'],
    ])
  })

  test('the proposer drops what it cannot include, and bans it', async () => {
    const balance = it.signer.balanceOf(BOB.account)
    const most = runtimeCall(
      balances.calls.transferKeepAlive,
      it.signer.transferCall(ALICE.account, balance - EXISTENTIAL_DEPOSIT - 3n * TIP).args,
    )
    await it.pool.submit(it.signer.sign(most, BOB, { nonce: 0, tip: TIP }))
    const second = pay(BOB, { nonce: 1, tip: 3n * TIP })
    const statuses = statusesOf(await it.pool.submit(second))
    const node = await it.produce()
    expect(it.chain.block(node.hash)!.extrinsics).toHaveLength(2)
    expect(statuses).toEqual(['ready', 'invalid'])
    await expect(it.pool.submit(second)).rejects.toMatchObject({ code: 'BANNED' })
  })
})

describe('signatures', () => {
  test('are verified once: not again in a block, one’s own or another’s, nor in a second branch', async () => {
    const transactions = [pay(ALICE), pay(BOB), pay(CHARLIE)]
    await Promise.all(transactions.map((bytes) => it.pool.submit(bytes)))
    expect(spy.verified).toBe(3)
    const parent = it.chain.best
    it.enter(it.slot + 2n)
    const [first, second] = [
      await it.builder.build(parent, it.slot - 1n, transactions),
      await it.builder.build(parent, it.slot, transactions.slice(1)),
    ]
    await it.importer.import(first)
    await it.importer.import(second)
    await it.produce()
    expect(spy.verified).toBe(3)
  })

  test('of transactions that the pool does not know are verified in the block', async () => {
    it.enter(it.slot + 1n)
    await it.importer.import(await it.builder.build(it.chain.best, it.slot, [pay(ALICE), pay(BOB)]))
    expect(spy.verified).toBe(2)
  })

  test('that were right on one fork only are verified again on another', async () => {
    const [parent] = [it.chain.best]
    it.enter(it.slot + 5n)
    const [one] = await it.builder.grow(parent, [3n])
    const mortal = pay(ALICE, { era: mortalEra(4, one.number) })
    await it.pool.submit(mortal)
    expect(spy.verified).toBe(1)
    await it.builder.grow(one, [4n], () => [mortal])
    expect(spy.verified).toBe(1)
    const [other] = await it.builder.grow(parent, [5n])
    const block = await it.builder.build(other, 6n)
    const replay = it.builder.forge(block, { extrinsics: [...block.extrinsics, mortal] })
    await expect(it.importer.import(replay)).rejects.toMatchObject({ code: 'BAD_SIGNATURE' })
    expect(spy.verified).toBe(2)
  })
})

describe('watching', () => {
  test('ready, in a block, final', async () => {
    const statuses: TransactionStatus[] = []
    it.pool.watch(await submit(), (status) => statuses.push(status))
    const block = await it.produce()
    await it.produceMany(12)
    const place = { block: block.hash, index: 1 }
    expect(statuses).toEqual([{ type: 'ready' }, { type: 'inBlock', ...place }, { type: 'finalized', ...place }])
  })

  test('begins with what is known already; an unknown transaction says nothing until it comes', async () => {
    const bytes = pay()
    const hash = await it.pool.submit(bytes)
    expect(statusesOf(hash)).toEqual(['ready'])
    await it.produce()
    expect(statusesOf(hash)).toEqual(['inBlock'])
    const later = pay(BOB)
    const unknown: string[] = []
    it.pool.watch(extrinsicHash(later), ({ type }) => unknown.push(type))
    expect(unknown).toEqual([])
    await it.pool.submit(later)
    expect(unknown).toEqual(['ready'])
  })

  test('ends when asked to, and after a final status', async () => {
    const hash = await submit()
    const statuses: string[] = []
    const others = statusesOf(hash)
    const stop = it.pool.watch(hash, ({ type }) => statuses.push(type))
    stop()
    await it.produce()
    expect(statuses).toEqual(['ready'])
    await it.produceMany(12)
    expect(others).toEqual(['ready', 'inBlock', 'finalized'])
  })

  test('a listener that throws disturbs neither pool nor others', async () => {
    const errors: unknown[] = []
    it = await TestChain.open({ onListenerError: (error) => errors.push(error) })
    await it.produce()
    const hash = await submit()
    let told = 0
    it.pool.watch(hash, () => {
      if (told++ > 0) throw new Error('listener')
    })
    const others = statusesOf(hash)
    it.chain.onBest.subscribe(() => {
      throw new Error('head')
    })
    await it.produce()
    expect(others).toEqual(['ready', 'inBlock'])
    expect(errors.map((error) => (error as Error).message)).toEqual(['listener', 'head'])
    await it.produce()
    expect(toHex(it.chain.block(it.chain.best.hash)!.extrinsics[0]).length).toBeGreaterThan(2)
  })
})

describe('the block producer and the pool', () => {
  test('a full block leaves the rest for the next one', async () => {
    const remark = it.runtime.modules[0].calls!.remark
    const large = (nonce: number) =>
      it.signer.sign(runtimeCall(remark, { remark: new Uint8Array(60_000) }), ALICE, { nonce })
    for (let nonce = 0; nonce < 20; nonce++) await it.pool.submit(large(nonce))
    await submit(BOB)
    const sizes: number[] = []
    while (it.pool.size.transactions > 0) sizes.push(it.chain.block((await it.produce()).hash)!.extrinsics.length)
    expect(sizes).toEqual([18, 5])
  })

  test('stops filling when its part of the slot is over', async () => {
    for (const person of PEOPLE) await submit(person)
    const now = it.clock.now.bind(it.clock)
    let calls = 0
    it.clock.now = () => now() + (++calls > 3 ? 450 : 0)
    const { extrinsics } = it.chain.block((await it.produce()).hash)!
    expect(extrinsics.length).toBeLessThan(1 + PEOPLE.length)
    expect(extrinsics.length).toBeGreaterThan(1)
  })
})
