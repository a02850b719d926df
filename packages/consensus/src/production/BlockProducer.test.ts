import { devValidatorKey } from '@echochain/runtime'
import {
  decodeExtrinsic,
  extrinsicHash,
  impliedAdditional,
  InvalidTransactionError,
  runtimeCall,
} from '@echochain/frame'
import { beforeEach, expect, test } from 'vitest'
import type { VerifiedExtrinsic } from '../import/VerifiedExtrinsics.ts'
import { devKeypair, type Signing, TestChain } from '../testing/index.ts'
import { BlockProducer } from './BlockProducer.ts'

const ALICE = devKeypair('Alice')
const BOB = devKeypair('Bob')

let it: TestChain
let rejected: [VerifiedExtrinsic, Error][]

beforeEach(async () => {
  it = await TestChain.open()
  await it.produce()
  rejected = []
})

/** Makes a block of the next slot out of these, and returns how many of them are in it. */
async function propose(
  ready: Iterable<VerifiedExtrinsic>,
  name: 'Alice' | 'Bob' = 'Alice',
): Promise<number | undefined> {
  const transactions = {
    ready: () => ready,
    reject: (transaction: VerifiedExtrinsic, error: Error) => void rejected.push([transaction, error]),
  }
  const { chain, importer, keeper, clock } = it
  const producer = new BlockProducer({ chain, importer, keeper, clock, transactions, key: devValidatorKey(name) })
  it.enter(it.slot + 1n)
  const node = await producer.propose(it.slot)
  return node && chain.block(node.hash)!.extrinsics.length - 1
}

function verified(bytes: Uint8Array): VerifiedExtrinsic {
  const extrinsic = decodeExtrinsic(it.runtime, bytes)
  const additional = impliedAdditional(it.runtime, it.chain.nextContext(it.chain.best.hash), extrinsic.signed!)
  return { hash: extrinsicHash(bytes), extrinsic, additional }
}

const pay = (nonce: number, signing: Signing = {}) =>
  verified(it.signer.transfer(ALICE, BOB.account, 5n, { nonce, ...signing }))

const remark = (length: number, nonce: number) => {
  const call = it.runtime.modules.find(({ name }) => name === 'System')!.calls!.remark
  return verified(it.signer.sign(runtimeCall(call, { remark: new Uint8Array(length) }), BOB, { nonce }))
}

test('makes nothing in a slot of another validator, nor in one the chain is past', async () => {
  expect(await propose([], 'Bob')).toBeUndefined()
  expect(await propose([])).toBe(0)
  const { chain, importer, keeper, clock, pool } = it
  const producer = new BlockProducer({
    chain,
    importer,
    keeper,
    clock,
    transactions: pool,
    key: devValidatorKey('Alice'),
  })
  expect(await producer.propose(it.slot)).toBeUndefined()
  expect(await producer.propose(it.slot - 1n)).toBeUndefined()
})

test('passes over what does not fit, and takes smaller ones behind it; 100 misfits in a row end the block', async () => {
  const full = Array.from({ length: 15 }, (_, nonce) => remark(65_000, nonce))
  const misfits = (count: number) => Array.from({ length: count }, () => remark(65_000, 15))
  expect(await propose([...full, ...misfits(99), pay(0), ...misfits(99), pay(1), ...misfits(100), pay(2)])).toBe(17)
  expect(it.signer.nonceOf(ALICE.account)).toBe(2)
  expect(rejected, 'they fit the next block').toEqual([])
})

test('hands back what is not valid any more, with the reason, and goes on', async () => {
  const unpayable = pay(1, { tip: 10n ** 30n })
  expect(await propose([pay(0), pay(0, { tip: 1n }), unpayable, pay(1)])).toBe(2)
  expect(rejected.map(([, error]) => (error as InvalidTransactionError).code)).toEqual(['Stale', 'Payment'])
  expect(rejected[1][0]).toBe(unpayable)
})

test('leaves out what was signed for another fork or version than this block’s', async () => {
  const otherFork = { ...pay(0), additional: new Uint8Array(72) }
  expect(await propose([otherFork])).toBe(0)
  expect(rejected).toEqual([])
})
