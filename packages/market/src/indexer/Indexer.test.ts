import { systemClock } from '@echochain/consensus'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { FakeChain, GENESIS_TIME_MS } from '../testing/FakeChain.ts'
import { FakeNode } from '../testing/FakeNode.ts'
import { dump } from '../testing/indexing.ts'
import { silentLogger } from '../testing/silentLogger.ts'
import type { IndexChange } from './ChainIndex.ts'
import { Indexer } from './Indexer.ts'
import { IndexStore } from './IndexStore.ts'
import { WebSocketChainSource } from './node/WebSocketChainSource.ts'

let db: Database
let chain: FakeChain
let node: FakeNode
let indexer: Indexer

beforeAll(async () => {
  db = await openDatabase({})
})
afterAll(() => db.destroy())

beforeEach(async () => {
  await IndexStore.clear(db)
  chain = new FakeChain()
  node = await FakeNode.listen(chain)
  indexer = createIndexer(node.url)
})
afterEach(async () => {
  await indexer.stop()
  await node.close()
})

const createIndexer = (url: string): Indexer =>
  new Indexer({
    db,
    connect: () => WebSocketChainSource.connect(url, { requestTimeoutMs: 2_000 }),
    runtimes: [chain.runtime],
    clock: systemClock,
    logger: silentLogger,
  })

/** Resolves once a change satisfies the condition. */
const changed = (condition: (change: IndexChange) => boolean): Promise<IndexChange> =>
  new Promise((resolve) => {
    const end = indexer.onChange.subscribe((change) => {
      if (!condition(change)) return
      end()
      resolve(change)
    })
  })

const indexedUpTo = (number: number) => changed(({ tip }) => tip.number === number)

test('follows best and finalized heads over JSON-RPC, with reorganisations', async () => {
  chain.produce()
  let reached = indexedUpTo(1)
  expect(await indexer.start()).toBe(chain.genesisHash)
  await reached
  reached = indexedUpTo(2)
  chain.produce()
  await reached
  expect(indexer.status).toMatchObject({ state: 'following', tip: chain.best, problem: undefined })
  const retracted = changed(({ retractedTo }) => retractedTo === 1)
  reached = indexedUpTo(3)
  const fork = chain.build([], { parent: chain.hashAt(1)!, skippedSlots: 2 })
  chain.setBest(chain.build([], { parent: fork }))
  await retracted
  expect((await reached).tip).toEqual(chain.best)
  const final = changed(({ finalizedNumber }) => finalizedNumber === 2)
  chain.finalize(2)
  await final
  expect((await dump(db)).blocks.map(({ number }: any) => number).sort()).toEqual([0, 1, 2, 3])
})

test('connects again when the connection is lost, and goes on where it was', async () => {
  let reached = indexedUpTo(1)
  chain.produce()
  await indexer.start()
  await reached
  reached = indexedUpTo(2)
  node.cut()
  chain.produce()
  await reached
  const { port } = node
  await node.close()
  chain.produce()
  reached = indexedUpTo(3)
  node = await FakeNode.listen(chain, port)
  await reached
  expect(indexer.status.problem).toBeUndefined()
})

test('a database of another chain is an error at start', async () => {
  await IndexStore.open(db, new FakeChain({ genesisTimeMs: GENESIS_TIME_MS + 5n }).genesisHash)
  await expect(indexer.start()).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
})

test('without a node it waits, says why, and can be stopped', async () => {
  const waiting = createIndexer('ws://127.0.0.1:1')
  const started = waiting.start()
  await expect.poll(() => waiting.status.problem?.code).toBe('NODE_UNREACHABLE')
  expect(() => waiting.source).toThrow(expect.objectContaining({ code: 'NODE_UNREACHABLE' }))
  await waiting.stop()
  await expect(started).rejects.toMatchObject({ code: 'STOPPED' })
  expect(waiting.status.state).toBe('stopped')
})

test.each([
  ['chain_getBlock', { block: { header: 7 } }],
  ['chain_getBlock', () => ({ block: { header: rightHeader(chain.genesisHash), extrinsics: ['0x00'] } })],
  ['state_queryStorageAt', [{ changes: [['0x', 5]] }]],
  ['state_queryStorageAt', []],
])('a node that answers %s wrongly is not believed', async (method, lie) => {
  node.lies.set(method, typeof lie === 'function' ? lie() : lie)
  await indexer.start()
  await expect.poll(() => indexer.status.problem?.code).toBe('BAD_ANSWER')
  expect((await dump(db)).blocks).toEqual([])
})

test.each(['{', '7', 'null', '{"params":{"subscription":"best","result":{}}}'])(
  'a node that sends %j does no harm',
  async (text) => {
    const reached = indexedUpTo(1)
    await indexer.start()
    node.broadcast(text)
    chain.produce()
    await reached
  },
)

const rightHeader = (hash: `0x${string}`) => ({
  ...chain.blockOf(hash).header,
  number: '0x0',
  digest: { logs: [] },
})
