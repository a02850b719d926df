import { ApiPromise, HttpProvider } from '@polkadot/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TestNode } from '../../../packages/rpc/src/testing/TestNode.ts'
import { drive, eventually } from '../drive.ts'
import { connect, pairOf, submitAndWatch } from './connect.ts'

const ALICE = pairOf('//Alice')
const BOB = pairOf('//Bob')
const GENESIS_ACCOUNTS = 6 * 3 + 2
const SHARE = 55_555_555_555_554_444_444n

let node: TestNode
let api: ApiPromise

beforeAll(async () => {
  node = await TestNode.start()
  await node.produceMany(14)
  api = await connect(node)
})
afterAll(async () => {
  await api.disconnect()
  await node.close()
})

test('connects, and reads the newest metadata, the version and the properties', async () => {
  expect(api.runtimeVersion.specVersion.toNumber()).toBe(100)
  expect(api.runtimeMetadata.version).toBe(16)
  expect(api.runtimeChain.toString()).toBe('EchoChain Development')
  expect(api.genesisHash.toHex()).toBe(node.chain.genesisHash)
  expect(api.registry.chainDecimals).toEqual([12])
  expect(api.registry.chainTokens).toEqual(['ECHO'])
  expect(api.registry.chainSS58).toBe(42)
  expect((await api.rpc.system.chainType()).toString()).toBe('Development')
  expect((await api.rpc.system.health()).toJSON()).toEqual({ isSyncing: false, peers: 0, shouldHavePeers: false })
})

test('every version of the metadata it is offered decodes', async () => {
  expect((await api.call.metadata.metadataVersions()).toJSON()).toEqual([14, 15, 16])
  expect((await api.rpc.state.getMetadata()).version).toBe(14)
})

test('reads constants', () => {
  expect(api.consts.balances.existentialDeposit.toString()).toBe('10000000')
  expect(api.consts.system.blockHashCount.toString()).toBe('4096')
  expect(api.consts.timestamp.minimumPeriod.toString()).toBe('500')
})

test('reads a value, several values, and values of several items at once', async () => {
  const bob = await api.query.system.account(BOB.address)
  expect((bob as any).data.free.toBigInt()).toBe(SHARE)
  const several = await api.query.system.account.multi([ALICE.address, BOB.address, pairOf('//Nobody').address])
  expect(several.map((account: any) => account.data.free.toBigInt() > 0n)).toEqual([true, true, false])
  const [now, account] = await api.queryMulti([api.query.timestamp.now, [api.query.system.account, BOB.address]])
  expect(Number(now)).toBe(node.clock.now())
  expect((account as any).data.free.toBigInt()).toBe(SHARE)
})

test('hash and size of a value', async () => {
  expect((await api.query.system.account.size(BOB.address)).toNumber()).toBe(80)
  expect((await api.query.system.account.hash(BOB.address)).toHex()).toMatch(/^0x[0-9a-f]{64}$/)
})

test('reads all entries, and pages through their keys', async () => {
  const entries = await api.query.system.account.entries()
  expect(entries).toHaveLength(GENESIS_ACCOUNTS)
  expect(entries.map(([key]) => key.args[0].toString())).toContain(BOB.address)
  const keys: string[] = []
  for (let startKey: string | undefined; ;) {
    const page = await api.query.system.account.keysPaged({ args: [], pageSize: 7, startKey })
    keys.push(...page.map(String))
    if (page.length < 7) break
    startKey = String(page.at(-1))
  }
  expect(keys).toEqual(entries.map(([key]) => key.toHex()))
})

test('a storage subscription tells the value now, and then only of changes', async () => {
  const seen: bigint[] = []
  const stop = await api.query.system.account(BOB.address, ({ data }: any) => void seen.push(data.free.toBigInt()))
  await eventually(() => seen.length === 1, 'the first value')
  await drive(node, submitAndWatch(api.tx.balances.transferKeepAlive(BOB.address, 5n), ALICE).finalized)
  ;(stop as unknown as () => void)()
  expect(seen).toEqual([SHARE, SHARE + 5n])
})

test('heads are told in order, finalized ones without gaps', async () => {
  const best: number[] = []
  const finalized: number[] = []
  const all: number[] = []
  const stops = [
    await api.rpc.chain.subscribeNewHeads(({ number }) => void best.push(number.toNumber())),
    await api.rpc.chain.subscribeFinalizedHeads(({ number }) => void finalized.push(number.toNumber())),
    await api.rpc.chain.subscribeAllHeads(({ number }) => void all.push(number.toNumber())),
  ]
  const first = node.chain.best.number
  const firstFinal = node.chain.finalized.number
  await node.produceMany(9)
  const { chain } = node
  await eventually(
    () => [best, all].every((seen) => seen.at(-1) === chain.best.number) && finalized.at(-1) === chain.finalized.number,
    'the last block is heard of',
  )
  for (const stop of stops) stop()
  const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
  expect(best).toEqual(range(first, node.chain.best.number))
  expect(all).toEqual(range(first, node.chain.best.number))
  expect(finalized).toEqual(range(firstFinal, node.chain.finalized.number))
})

test('blocks of the past: hash, header, body, state and events as they were', async () => {
  const sent = await drive(node, submitAndWatch(api.tx.balances.transferKeepAlive(BOB.address, 7n), ALICE).finalized)
  await node.produceMany(10)
  const blockHash = sent.status.asFinalized
  const header = await api.rpc.chain.getHeader(blockHash)
  expect((await api.rpc.chain.getBlockHash(header.number.toNumber())).toHex()).toBe(blockHash.toHex())
  const [before, after] = await Promise.all([header.parentHash, blockHash].map((hash) => api.at(hash)))
  const free = async (at: typeof before) => ((await at.query.system.account(BOB.address)) as any).data.free.toBigInt()
  expect((await free(after)) - (await free(before))).toBe(7n)
  expect(((await after.query.system.events()) as any).length).toBe(4)
  const { block } = await api.rpc.chain.getBlock(blockHash)
  expect(block.extrinsics.map(({ method }) => `${method.section}.${method.method}`)).toEqual([
    'timestamp.set',
    'balances.transferKeepAlive',
  ])
  expect(block.hash.toHex()).toBe(blockHash.toHex())
})

test('derived queries name the author of a block and all of a balance', async () => {
  const block = await api.derive.chain.getBlock(node.chain.best.hash)
  expect(block.author?.toString()).toBe(ALICE.address)
  const balances = await api.derive.balances.all(BOB.address)
  expect(balances.freeBalance.toBigInt()).toBe(SHARE + 12n)
  expect((await api.derive.chain.bestNumberFinalized()).toNumber()).toBe(node.chain.finalized.number)
})

test('runtime APIs can be called by name', async () => {
  expect(((await api.call.core.version()) as any).specVersion.toNumber()).toBe(100)
  expect(((await api.call.accountNonceApi.accountNonce(ALICE.address)) as any).toNumber()).toBe(2)
})

test('a read proof can be asked for', async () => {
  const key = api.query.system.account.key(BOB.address)
  const { proof, at } = await api.rpc.state.getReadProof([key])
  expect(at.toHex()).toBe(node.chain.best.hash)
  expect(proof.length).toBeGreaterThan(1)
})

test('over HTTP it reads as well', async () => {
  const plain = await ApiPromise.create({ provider: new HttpProvider(node.httpUrl), noInitWarn: true })
  expect((await plain.query.system.account.entries()).length).toBe(GENESIS_ACCOUNTS)
  expect((await plain.rpc.chain.getFinalizedHead()).toHex()).toBe(node.chain.finalized.hash)
  await plain.disconnect()
})
