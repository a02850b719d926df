import type { ApiPromise } from '@polkadot/api'
import type { DispatchError } from '@polkadot/types/interfaces'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { drive, eventually } from '../drive.ts'
import { connect, eventNames, pairOf, submitAndWatch } from './connect.ts'

const CHARLIE = pairOf('//Charlie')

let node: TestNode
let api: ApiPromise

beforeAll(async () => {
  node = await TestNode.start()
  await node.produceMany(3)
  api = await connect(node)
})
afterAll(async () => {
  await api.disconnect()
  await node.close()
})

const freeOf = async (address: string): Promise<bigint> =>
  ((await api.query.system.account(address)) as any).data.free.toBigInt()

describe('a transfer signed with each scheme is included, final, and moves the money', () => {
  for (const scheme of ['sr25519', 'ed25519', 'ecdsa'] as const)
    test(scheme, async () => {
      const sender = pairOf('//Eve', scheme)
      const before = await freeOf(CHARLIE.address)
      const sent = submitAndWatch(api.tx.balances.transferKeepAlive(CHARLIE.address, 10n ** 12n), sender)
      const result = await drive(node, sent.finalized)
      expect(sent.statuses).toEqual(['Ready', 'InBlock', 'Finalized'])
      expect(eventNames(result)).toEqual([
        'transactionPayment.TransactionFeePaid',
        'balances.Transfer',
        'system.ExtrinsicSuccess',
      ])
      expect(await freeOf(CHARLIE.address)).toBe(before + 10n ** 12n)
    })
})

test('the fee told beforehand is the fee paid', async () => {
  const dave = pairOf('//Dave')
  const transfer = api.tx.balances.transferKeepAlive(CHARLIE.address, 123n)
  const { partialFee, weight, class: dispatchClass } = await transfer.paymentInfo(dave)
  const result = await drive(node, submitAndWatch(transfer, dave, { tip: 50n }).finalized)
  const paid = result.events.find(({ event }) => event.method === 'TransactionFeePaid')!.event.data as any
  expect(paid.actualFee.toBigInt()).toBe(partialFee.toBigInt() + 50n)
  expect(paid.tip.toBigInt()).toBe(50n)
  expect(dispatchClass.type).toBe('Normal')
  expect(weight.refTime.toBigInt()).toBeGreaterThan(0n)
})

test('a token error has its name', async () => {
  const { dispatchError } = await drive(
    node,
    submitAndWatch(api.tx.balances.transferKeepAlive(CHARLIE.address, 10n ** 24n), pairOf('//Bob')).finalized,
  )
  expect((dispatchError as DispatchError).isToken).toBe(true)
  expect((dispatchError as DispatchError).asToken.type).toBe('FundsUnavailable')
})

test('a module error has its module, name and documentation', async () => {
  const { dispatchError } = await drive(
    node,
    submitAndWatch(api.tx.sudo.sudo(api.tx.system.remark('0x00')), pairOf('//Bob')).finalized,
  )
  const found = api.registry.findMetaError((dispatchError as DispatchError).asModule)
  expect(`${found.section}.${found.name}`).toBe('sudo.RequireSudo')
  expect(found.docs.join(' ')).toBe('Only the sudo key may do this.')
})

test('a batch that fails half-way tells where', async () => {
  const calls = [api.tx.system.remark('0x01'), api.tx.balances.transferKeepAlive(CHARLIE.address, 10n ** 24n)]
  const result = await drive(node, submitAndWatch(api.tx.utility.batch(calls), pairOf('//Ferdie')).finalized)
  const interrupted = result.events.find(({ event }) => event.method === 'BatchInterrupted')!.event.data as any
  expect(interrupted.index.toNumber()).toBe(1)
  expect(interrupted.error.asToken.type).toBe('FundsUnavailable')
})

test('the next nonce counts what waits in the pool, which can be looked at', async () => {
  const ferdie = pairOf('//Ferdie', 'ed25519')
  const first = submitAndWatch(api.tx.system.remark('0x11'), ferdie, { nonce: -1 })
  await first.submitted
  const second = submitAndWatch(api.tx.system.remark('0x22'), ferdie, { nonce: await nextNonce(ferdie.address) })
  await second.submitted
  expect(await nextNonce(ferdie.address)).toBe(2)
  const pending = await api.rpc.author.pendingExtrinsics()
  expect(pending.map(({ args }) => args[0].toHex())).toEqual(['0x11', '0x22'])
  await drive(node, Promise.all([first.finalized, second.finalized]))
})

const nextNonce = async (address: string): Promise<number> =>
  (await api.rpc.system.accountNextIndex(address)).toNumber()

test('a transaction that comes too early waits for the one before it', async () => {
  const dave = pairOf('//Dave', 'ecdsa')
  const later = submitAndWatch(api.tx.system.remark('0x02'), dave, { nonce: 1 })
  await later.submitted
  await eventually(() => later.statuses.length > 0, 'a first status')
  expect(later.statuses).toEqual(['Future'])
  const first = submitAndWatch(api.tx.system.remark('0x01'), dave, { nonce: 0 })
  await drive(node, Promise.all([first.finalized, later.finalized]))
  expect(later.statuses).toEqual(['Future', 'Ready', 'InBlock', 'Finalized'])
})

test('one that pays more takes the place of another with the same nonce', async () => {
  const eve = pairOf('//Eve', 'sr25519')
  const nonce = await nextNonce(eve.address)
  const cheap = submitAndWatch(api.tx.system.remark('0x01'), eve, { nonce })
  await cheap.submitted
  const dear = submitAndWatch(api.tx.system.remark('0x02'), eve, { nonce, tip: 10n ** 12n })
  await expect(cheap.finalized).rejects.toThrow('Usurped')
  await drive(node, dear.finalized)
})

test('offline signers may demand that the metadata be the true one (RFC-78)', async () => {
  const metadataHash = await metadataHashOf()
  const bob = pairOf('//Bob')
  const { finalized } = submitAndWatch(api.tx.system.remark('0x78'), bob, { mode: 1, metadataHash, nonce: -1 })
  expect(eventNames(await drive(node, finalized))).toContain('system.ExtrinsicSuccess')
})

/** By the reference implementation, from the metadata the node serves. */
async function metadataHashOf(): Promise<string> {
  const { merkleizeMetadata } = await import('@polkadot-api/merkleize-metadata')
  const metadata = (await api.call.metadata.metadataAtVersion(15)) as any
  const digest = merkleizeMetadata(metadata.unwrap().toHex(), { decimals: 12, tokenSymbol: 'ECHO' }).digest()
  return `0x${Buffer.from(digest).toString('hex')}`
}
