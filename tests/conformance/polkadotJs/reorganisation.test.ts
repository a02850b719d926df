import type { ApiPromise } from '@polkadot/api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { drive, eventually } from '../drive.ts'
import { connect, pairOf, submitAndWatch } from './connect.ts'

let node: TestNode
let api: ApiPromise

beforeEach(async () => {
  node = await TestNode.start()
  await node.produceMany(3)
  api = await connect(node)
})
afterEach(async () => {
  await api.disconnect()
  await node.close()
})

test('a watched transaction is taken back with its block, included again, and final', async () => {
  const sent = submitAndWatch(api.tx.balances.transferKeepAlive(pairOf('//Dave').address, 5n), pairOf('//Bob'))
  await sent.submitted
  const parent = node.chain.best
  const lost = await node.produce()
  await eventually(() => sent.statuses.includes('InBlock'), 'the transaction is included')

  expect(await node.fork(parent, 2)).toBe(node.chain.best)
  await eventually(() => sent.statuses.includes('Retracted'), 'the transaction is taken back')

  const result = await drive(node, sent.finalized)
  expect(sent.statuses).toEqual(['Ready', 'InBlock', 'Retracted', 'Ready', 'InBlock', 'Finalized'])
  expect(result.status.asFinalized.toHex()).not.toBe(lost.hash)
})

test('a transaction that stands in both branches is included in the one that wins', async () => {
  const sent = submitAndWatch(api.tx.balances.transferKeepAlive(pairOf('//Dave').address, 5n), pairOf('//Bob'))
  await sent.submitted
  const [{ extrinsic }] = node.pool.pending()
  const parent = node.chain.best
  await node.produce()
  expect(await node.fork(parent, 2, [extrinsic.bytes])).toBe(node.chain.best)
  await drive(node, sent.finalized)
  expect(sent.statuses.at(-1)).toBe('Finalized')
  expect(await nonceOf(pairOf('//Bob').address)).toBe(1)
})

const nonceOf = async (address: string): Promise<number> =>
  ((await api.query.system.account(address)) as any).nonce.toNumber()

test('heads and storage follow the branch that wins, five blocks deep', async () => {
  const best: string[] = []
  const all: string[] = []
  const nonces: number[] = []
  await api.rpc.chain.subscribeNewHeads(({ hash }) => void best.push(hash.toHex()))
  await api.rpc.chain.subscribeAllHeads(({ hash }) => void all.push(hash.toHex()))
  await api.query.system.account(pairOf('//Bob').address, ({ nonce }: any) => void nonces.push(nonce.toNumber()))
  await eventually(() => nonces.length === 1 && best.length === 1 && all.length === 1, 'the subscriptions begin')
  await submitAndWatch(api.tx.system.remark('0x01'), pairOf('//Bob')).submitted
  const parent = node.chain.best
  await node.produceMany(5)
  await eventually(() => best.length === 6 && nonces.length === 2, 'the first branch is heard of')
  node.pool.close() // so that the transaction stays taken back
  const winner = await node.fork(parent, 6)
  await eventually(() => best.at(-1) === winner.hash && nonces.length === 3, 'the other branch is heard of')
  expect(all).toHaveLength(12)
  expect(best).toHaveLength(7)
  expect(nonces).toEqual([0, 1, 0])
})

test('thirty-two blocks deep, the deepest that can be where epochs have as many slots', async () => {
  const deep = await TestNode.start({ slotsPerEpoch: 32 })
  const client = await connect(deep)
  const bob = pairOf('//Bob')
  const sent = submitAndWatch(client.tx.system.remark('0x01'), bob)
  await sent.submitted
  const parent = deep.chain.best
  await deep.produceMany(32)
  await eventually(() => sent.statuses.includes('InBlock'), 'the transaction is included')
  expect(await deep.fork(parent, 33)).toBe(deep.chain.best)
  await eventually(() => sent.statuses.at(-1) === 'Ready', 'the transaction waits again')
  await deep.produce()
  await eventually(() => sent.statuses.at(-1) === 'InBlock', 'the transaction is included again')
  expect(sent.statuses).toEqual(['Ready', 'InBlock', 'Retracted', 'Ready', 'InBlock'])
  expect(((await client.query.system.account(bob.address)) as any).nonce.toNumber()).toBe(1)
  await client.disconnect()
  await deep.close()
})
