import { fromHex, ss58Encode, utf8 } from '@echochain/codec'
import type { ChainClient } from '@echochain/sdk'
import { keypairSigner } from '@echochain/sdk'
import { expect, test, vi } from 'vitest'
import {
  BLOCKS_TO_FINALITY,
  type ChainWithClient,
  devKeys,
  startChain,
  transfer,
} from '../../../sdk/src/testing/startChain.ts'
import { failureOf } from '../../../sdk/src/testing/failureOf.ts'
import type { WalletAccount } from '../wallet/Wallet.ts'
import { FollowerMissing } from './loadFollower.ts'
import { signTransaction } from './signTransaction.ts'
import { MAX_ORDERS, TransactionDesk } from './TransactionDesk.ts'
import { TransactionLog } from './TransactionLog.ts'
import { TransactionCancelled, type TransactionStage } from './Transactions.ts'

const ECHO = 1_000_000_000_000n
const [alice, bob] = [devKeys('Alice'), devKeys('Bob')]
const account: WalletAccount = {
  address: ss58Encode(alice.account),
  account: alice.account,
  name: 'Alice',
  source: 'dev',
  scheme: 'sr25519',
}

function openDesk(
  { node, client }: ChainWithClient,
  kept = new Map<string, string>(),
  load?: ConstructorParameters<typeof TransactionDesk>[0]['load'],
) {
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (k: string, v: string) => void kept.set(k, v),
  }
  const log = new TransactionLog(storage, client.genesisHash)
  const wait = async () => void (await node.produce())
  const desk = new TransactionDesk({ log, chain: () => Promise.resolve(client), wait, now: () => 7, load })
  return { kept, log, desk }
}

/** Followers go on until their transaction is settled: a test that ends earlier leaves them without a node. */
async function untilAllSettled({ node }: ChainWithClient, log: TransactionLog): Promise<void> {
  await node.produceMany(BLOCKS_TO_FINALITY)
  await new Promise<void>((resolve) => {
    const check = () => log.getAll().every(({ settled }) => settled) && resolve()
    log.subscribe(check)
    check()
  })
}

/** As the dialog does it, for whoever confirms at once. */
async function confirm(client: ChainClient, desk: TransactionDesk): Promise<void> {
  const order = desk.getOrder()
  if (order?.type !== 'transaction') throw new Error('No transaction is shown')
  order.accept(await signTransaction(client, order.request.call, keypairSigner(alice)))
}

/** Stages of a request, and blocks as soon as the node has it. */
function watching({ node }: ChainWithClient) {
  const stages: TransactionStage[] = []
  const onStage = (stage: TransactionStage) => {
    stages.push(stage)
    if (stage === 'sent') void node.produceMany(BLOCKS_TO_FINALITY)
  }
  return { stages, onStage }
}

test('what a page submits is shown, signed and followed; the page is told once it is in a block', async () => {
  await using chain = await startChain()
  const { desk, log } = openDesk(chain)
  const { stages, onStage } = watching(chain)
  const submitted = desk.submit({ title: 'Send 1 ECHO', call: transfer(bob, ECHO), onStage }, account)
  expect(desk.getOrder()).toMatchObject({ request: { title: 'Send 1 ECHO' }, account })
  await confirm(chain.client, desk)
  expect(desk.getOrder()).toBeUndefined()
  const inclusion = await submitted
  expect(inclusion.blockNumber).toBe(1)
  expect(log.find(inclusion.hash)).toMatchObject({ title: 'Send 1 ECHO', address: account.address, startedAt: 7 })
  await untilAllSettled(chain, log)
  expect(stages).toEqual(['waitingForSignature', 'signed', 'sent', 'inBlock', 'finalized'])
})

test('a page that waits for finality is told no earlier', async () => {
  await using chain = await startChain()
  const { desk, log } = openDesk(chain)
  const { onStage } = watching(chain)
  const submitted = desk.submit({ title: 't', call: transfer(bob, ECHO), until: 'finalized', onStage }, account)
  await confirm(chain.client, desk)
  const { hash } = await submitted
  expect(log.find(hash)).toMatchObject({ stage: 'finalized', settled: true })
})

test('a call that fails rejects with the chain’s reason, and where it failed', async () => {
  await using chain = await startChain()
  const { desk, log } = openDesk(chain)
  const { onStage } = watching(chain)
  const submitted = failureOf(desk.submit({ title: 't', call: transfer(bob, 10n ** 30n), onStage }, account))
  await confirm(chain.client, desk)
  expect(await submitted).toMatchObject({
    code: 'TRANSACTION_FAILED',
    message: expect.stringContaining('FundsUnavailable'),
    cause: { blockNumber: 1 },
  })
  await untilAllSettled(chain, log)
})

test('one that expired rejects, saying that nothing was taken', async () => {
  await using chain = await startChain()
  const { desk } = openDesk(chain)
  const submitted = failureOf(desk.submit({ title: 't', call: transfer(bob, ECHO) }, account))
  const order = desk.getOrder() as Extract<ReturnType<typeof desk.getOrder>, { type: 'transaction' }>
  const signed = await signTransaction(chain.client, order.request.call, keypairSigner(alice))
  await chain.node.produceMany(70) // the person thought about it for long
  order.accept(signed)
  expect(await submitted).toMatchObject({
    code: 'TRANSACTION_DROPPED',
    message: expect.stringContaining('Nothing was taken'),
  })
})

test('orders are shown one after the other, and each can be cancelled', async () => {
  await using chain = await startChain()
  const { desk, log } = openDesk(chain)
  const call = transfer(bob, ECHO)
  const first = failureOf(desk.submit({ title: 'one', call }, account))
  const second = failureOf(desk.signMessage({ title: 'two', message: 'm', bytes: utf8('m') }, account))
  expect(desk.getOrder()?.request.title).toBe('one')
  desk.getOrder()!.cancel()
  expect(await first).toBeInstanceOf(TransactionCancelled)
  expect(desk.getOrder()?.request.title).toBe('two')
  desk.getOrder()!.cancel()
  expect(await second).toBeInstanceOf(TransactionCancelled)
  expect(desk.getOrder()).toBeUndefined()
  expect(log.getAll()).toEqual([])
})

test(`at most ${MAX_ORDERS} orders wait: one more is refused, and none of them lost`, async () => {
  await using chain = await startChain()
  const { desk } = openDesk(chain)
  const request = { title: 't', message: 'm', bytes: utf8('m') }
  const orders = Array.from({ length: MAX_ORDERS }, () => failureOf(desk.signMessage(request, account)))
  expect(await failureOf(desk.signMessage(request, account))).toMatchObject({
    message: expect.stringContaining('waiting'),
  })
  for (let shown = 0; shown < MAX_ORDERS; shown++) desk.getOrder()!.cancel()
  for (const order of orders) expect(await order).toBeInstanceOf(TransactionCancelled)
})

test('a message gives what its dialog accepts', async () => {
  await using chain = await startChain()
  const { desk } = openDesk(chain)
  const signature = desk.signMessage({ title: 't', message: 'm', bytes: utf8('m') }, account)
  const order = desk.getOrder()
  if (order?.type === 'message') order.accept(utf8('signature'))
  expect(await signature).toEqual(utf8('signature'))
})

test('after a reload what is not settled is followed on, once', async () => {
  await using chain = await startChain()
  const before = openDesk(chain)
  const signed = await signTransaction(chain.client, transfer(bob, ECHO), keypairSigner(alice))
  before.log.add({ ...signed, title: 't', address: account.address, stage: 'sent', settled: false, startedAt: 1 })
  await chain.node.pool.submit(fromHex(signed.extrinsic))
  await chain.node.produce()
  const { desk, log } = openDesk(chain, before.kept)
  desk.resume()
  desk.resume()
  await untilAllSettled(chain, log)
  expect(log.find(signed.hash)).toMatchObject({ stage: 'finalized', block: { number: 1 } })
})

test('what cannot be followed: just signed it is not sent, and rejects; after a reload it stays as it was', async () => {
  await using chain = await startChain()
  const missing = new FollowerMissing(new TypeError('Failed to fetch dynamically imported module'))
  const { desk, log, kept } = openDesk(chain, undefined, () => Promise.reject(missing))
  const submitted = failureOf(desk.submit({ title: 't', call: transfer(bob, ECHO) }, account))
  await confirm(chain.client, desk)
  expect(await submitted).toBe(missing)
  expect(log.getAll()).toMatchObject([{ stage: 'failed', settled: true, problem: missing.message }])

  const signed = await signTransaction(chain.client, transfer(bob, ECHO), keypairSigner(alice))
  log.add({ ...signed, title: 't', address: account.address, stage: 'sent', settled: false, startedAt: 1 })
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {})
  openDesk(chain, kept, () => Promise.reject(missing)).desk.resume()
  await vi.waitFor(() => expect(warned).toHaveBeenCalled())
  warned.mockRestore()
  log.reload()
  expect(log.find(signed.hash)).toMatchObject({ stage: 'sent', settled: false })
})
