import { decode, encode, toHex } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { Block, storageKey, systemStorage } from '@echochain/frame'
import { createRuntime, PRESETS, registryStorage } from '@echochain/runtime'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { TestNode } from '../../../../rpc/src/testing/TestNode.ts'
import { openDatabase } from '../../database/openDatabase.ts'
import { marketCalls } from '../../testing/marketCalls.ts'
import { AddressBook } from '../AddressBook.ts'
import { ChainIndex } from '../ChainIndex.ts'
import type { ChainHeads } from '../ChainSource.ts'
import { IndexStore } from '../IndexStore.ts'
import { WebSocketChainSource } from './WebSocketChainSource.ts'

const RUNTIME = createRuntime(PRESETS.dev)
const BOB = keypairFromUri('//Bob', 'ed25519')

let node: TestNode
let source: WebSocketChainSource
beforeEach(async () => {
  node = await TestNode.start({ stateOptions: { historyBlocks: 4 } })
  source = await WebSocketChainSource.connect(node.wsUrl)
})
afterEach(async () => {
  await source.close()
  await node.close()
})

test('a node’s blocks, hashes and storage are what its chain has', async () => {
  const { chain } = node
  const best = await node.produceMany(3)
  expect(source.genesisHash).toBe(chain.genesisHash)
  expect(await source.hashAt(2)).toBe(chain.hashAt(2))
  expect(await source.hashAt(9)).toBeUndefined()
  expect(await source.block(`0x${'11'.repeat(32)}`)).toBeUndefined()
  for (const number of [0, 1, 3]) {
    const hash = chain.hashAt(number)!
    expect(toHex(encode(Block, (await source.block(hash))!)), `block ${number}`).toBe(
      toHex(encode(Block, chain.block(hash)!)),
    )
  }
  const keys = [
    storageKey(systemStorage.number),
    storageKey(registryStorage.sample, 1),
    storageKey(systemStorage.events),
  ]
  const values = await source.storageAt(best.hash, keys)
  expect(values).toEqual(keys.map((key) => chain.stateAt(best.hash).get(key)))
  expect(decode(systemStorage.number.codec, values[0]!)).toBe(3)
})

test('heads come with the first subscription and with every change, also of a reorganisation', async () => {
  const fork = await node.produce()
  await node.produce()
  let heads: ChainHeads | undefined
  await source.followHeads((latest) => (heads = latest))
  await expect.poll(() => heads?.best.number).toBe(2)
  const other = await node.fork(fork, 3)
  await expect.poll(() => heads?.best.hash).toBe(other.hash)
  await node.produceMany(12)
  await expect
    .poll(() => heads)
    .toEqual({
      best: { number: node.chain.best.number, hash: node.chain.best.hash },
      finalized: { number: node.chain.finalized.number, hash: node.chain.finalized.hash },
    })
})

test('state that a node does not keep any more is told apart, and an index comes right without it', async () => {
  const call = marketCalls(RUNTIME).register({ title: 'Early', file: 1 })
  await node.test.pool.submit(node.test.signer.sign(call, BOB))
  await node.produceMany(40)
  await expect(source.storageAt(node.chain.hashAt(1)!, [storageKey(systemStorage.events)])).rejects.toMatchObject({
    code: 'STATE_UNAVAILABLE',
  })
  await using db = await openDatabase({})
  const store = await IndexStore.open(db, source.genesisHash)
  const runtimes = new Map([[RUNTIME.marker, RUNTIME]])
  const index = new ChainIndex({ source, store, runtimes, addresses: new AddressBook() })
  const { best, finalized } = node.chain
  while (await index.step({ best, finalized }));
  expect(store.tip).toMatchObject({ number: 40 })
  expect(await db.selectFrom('samples').select(['id', 'title']).execute()).toEqual([{ id: 1, title: 'Early' }])
})
