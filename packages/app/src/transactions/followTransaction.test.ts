import { fromHex, ss58Encode } from '@echochain/codec'
import { ChainClient, JsonRpcError, keypairSigner } from '@echochain/sdk'
import { expect, test } from 'vitest'
import {
  BLOCKS_TO_FINALITY,
  type ChainWithClient,
  devKeys,
  startChain,
  transfer,
} from '../../../sdk/src/testing/startChain.ts'
import type { TransactionNews } from './advance.ts'
import { findPlace } from './findPlace.ts'
import { followTransaction } from './followTransaction.ts'
import { signTransaction } from './signTransaction.ts'
import type { StoredTransaction } from './StoredTransaction.ts'

const ECHO = 1_000_000_000_000n
const [alice, bob] = [devKeys('Alice'), devKeys('Bob')]

async function sign({ client }: ChainWithClient, value = ECHO, from = alice, to = bob): Promise<StoredTransaction> {
  const signed = await signTransaction(client, transfer(to, value), keypairSigner(from))
  return { ...signed, title: 't', address: ss58Encode(from.account), stage: 'signed', settled: false, startedAt: 0 }
}

interface Following {
  readonly done: Promise<void>
  readonly news: TransactionNews[]
}

/** Follows, and makes a block whenever the follower waits for one; `onNews` may make some as well. */
function follow(
  { node, client }: ChainWithClient,
  transaction: StoredTransaction,
  options: {
    fresh?: boolean
    chain?: () => Promise<ChainClient>
    wait?: () => Promise<unknown>
    onNews?: (news: TransactionNews) => void
  } = {},
): Following {
  const news: TransactionNews[] = []
  const done = followTransaction(transaction, {
    chain: options.chain ?? (() => Promise.resolve(client)),
    wait: async () => void (await (options.wait ?? (() => node.produce()))()),
    fresh: options.fresh ?? true,
    onNews: (each) => {
      news.push(each)
      options.onNews?.(each)
    },
  })
  return { done, news }
}

const typesOf = ({ news }: Following): string[] => news.map(({ type }) => type)
/** What became of it: without that it was sent, and without what is only told again. */
const changesOf = (following: Following): string[] =>
  typesOf(following).filter((type, at, types) => type !== 'sent' && type !== types[at - 1])
/** Puts a transaction into the pool without following it. */
const send = ({ node }: ChainWithClient, { extrinsic }: StoredTransaction) => node.pool.submit(fromHex(extrinsic))

/** Makes a block, but first takes these steps, one each time. */
const producingAfter =
  ({ node }: ChainWithClient, ...steps: (() => Promise<unknown>)[]) =>
  (): Promise<unknown> =>
    (steps.shift() ?? (() => node.produce()))()

test('a transaction that is sent now is followed until it is final', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  expect(transaction).toMatchObject({ nonce: 0, birth: 0, death: 64 })
  const following = follow(chain, transaction, {
    onNews: ({ type }) => type === 'sent' && void chain.node.produceMany(BLOCKS_TO_FINALITY),
  })
  await following.done
  expect(typesOf(following)).toEqual(['sent', 'inBlock', 'finalized'])
  expect(following.news[2]).toMatchObject({ block: { number: 1 }, failure: undefined })
})

test('a call that fails is told with its reason, in its block and when that is final', async () => {
  await using chain = await startChain()
  const following = follow(chain, await sign(chain, 10n ** 30n), {
    onNews: ({ type }) => type === 'sent' && void chain.node.produceMany(BLOCKS_TO_FINALITY),
  })
  await following.done
  expect(following.news.slice(1)).toMatchObject([
    { type: 'inBlock', failure: expect.stringContaining('FundsUnavailable') },
    { type: 'finalized', failure: expect.stringContaining('FundsUnavailable') },
  ])
})

test('after a reload: one that came into a block meanwhile is found there, and followed to its end', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  await send(chain, transaction)
  await chain.node.produceMany(3)
  const following = follow(chain, transaction, { fresh: false })
  await following.done
  expect(following.news[0]).toMatchObject({ type: 'inBlock', block: { number: 1 } })
  expect(following.news.at(-1)).toMatchObject({ type: 'finalized', block: { number: 1 } })
})

test('after a reload: one that never arrived is sent again', async () => {
  await using chain = await startChain()
  await chain.node.produceMany(3)
  const following = follow(chain, await sign(chain), {
    fresh: false,
    onNews: ({ type }) => type === 'sent' && void chain.node.produceMany(BLOCKS_TO_FINALITY),
  })
  await following.done
  expect(typesOf(following)).toEqual(['sent', 'inBlock', 'finalized'])
})

test('after a reload: one that waits in the pool still is waited for', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  await send(chain, transaction)
  const following = follow(chain, transaction, { fresh: false })
  await following.done
  expect(following.news.at(-1)).toMatchObject({ type: 'finalized', block: { number: 1 } })
})

test('one whose blocks are over has expired, and took nothing, once they are final', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  const place = async () => (await findPlace(chain.client, transaction, undefined)).type
  await chain.node.produceMany(62)
  expect(await place()).toBe('open')
  await chain.node.produce()
  expect(await place()).toBe('undecided')
  const following = follow(chain, transaction, { fresh: false })
  await following.done
  expect(following.news).toEqual([{ type: 'expired' }])
  expect(chain.node.chain.finalized.number).toBeGreaterThanOrEqual(63)
  expect(await place()).toBe('expired')
})

test('one whose blocks are over comes into another branch of them: it has not expired', async () => {
  await using chain = await startChain()
  const { node } = chain
  const transaction = await sign(chain)
  const parent = await node.produceMany(60)
  await node.produceMany(5)
  const takeIn = () => node.fork(parent, 6, [fromHex(transaction.extrinsic)])
  const following = follow(chain, transaction, { fresh: false, wait: producingAfter(chain, takeIn) })
  await following.done
  expect(changesOf(following)).toEqual(['inBlock', 'finalized'])
  expect(following.news[0]).toMatchObject({ block: { number: 61 } })
})

test('one that is in the very last block it may be in is found there', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  await chain.node.produceMany(62)
  await send(chain, transaction)
  await chain.node.produceMany(10)
  expect(await findPlace(chain.client, transaction, undefined)).toMatchObject({ inclusion: { blockNumber: 63 } })
})

test('one whose number another one used is replaced, once that is final', async () => {
  await using chain = await startChain()
  const [transaction, other] = [await sign(chain), await sign(chain, 2n * ECHO)]
  await send(chain, other)
  await chain.node.produceMany(2)
  expect((await findPlace(chain.client, transaction, undefined)).type).toBe('undecided')
  for (const fresh of [true, false]) {
    const following = follow(chain, transaction, { fresh })
    await following.done
    expect(following.news).toMatchObject([{ type: 'refused', reason: expect.stringContaining('took its place') }])
    expect(chain.node.chain.finalized.number).toBeGreaterThanOrEqual(1)
  }
})

test('one whose number another one used comes into other branches: the refusal of the node is forgotten', async () => {
  await using chain = await startChain()
  const { node } = chain
  const parent = await node.produce()
  const [transaction, other] = [await sign(chain), await sign(chain, 2n * ECHO)]
  await send(chain, other)
  await node.produceMany(2)
  const takeIn = () => node.fork(parent, 3, [fromHex(transaction.extrinsic)])
  const takeBack = () => node.fork(parent, 4)
  const following = follow(chain, transaction, { wait: producingAfter(chain, takeIn, takeBack) })
  await following.done
  expect(changesOf(following)).toEqual(['inBlock', 'retracted', 'inBlock', 'finalized'])
})

test('one that the node does not take is refused with its words', async () => {
  await using chain = await startChain()
  const poor = devKeys('Alice', 'ed25519')
  await chain.submit(transfer(bob, (await chain.client.account(poor.account)).data.free - ECHO), poor)
  const transaction = await sign(chain, 1n, poor)
  await chain.submit(transfer(bob, ECHO / 2n), poor) // and the number is used
  const replaced = follow(chain, transaction)
  await replaced.done
  expect(replaced.news).toMatchObject([{ type: 'refused' }])
  const nobody = await sign(chain, 1n, devKeys('Nobody' as never))
  const refused = follow(chain, nobody)
  await refused.done
  expect(refused.news).toMatchObject([{ type: 'refused', reason: expect.stringContaining('fees') }])
})

test('a block that is taken back: told, and waited for in another one', async () => {
  await using chain = await startChain()
  const { node } = chain
  const parent = await node.produce()
  const transaction = await sign(chain)
  let replaced = false
  const following = follow(chain, transaction, {
    onNews: (news) => {
      if (news.type === 'sent' && !replaced) void node.produce()
      if (news.type !== 'inBlock' || replaced) return
      replaced = true
      void node.fork(parent, 2).then(() => node.produceMany(BLOCKS_TO_FINALITY))
    },
  })
  await following.done
  expect(changesOf(following)).toEqual(['inBlock', 'retracted', 'inBlock', 'finalized'])
})

test('a block that is taken back while nobody watches: told after a reload', async () => {
  await using chain = await startChain()
  const { node } = chain
  const parent = await node.produce()
  const transaction = await sign(chain)
  await send(chain, transaction)
  const { hash, number } = await node.produce()
  await node.fork(parent, 2)
  const stored = { ...transaction, stage: 'inBlock', block: { hash, number } } as const
  const following = follow(chain, stored, { fresh: false })
  await following.done
  expect(changesOf(following)).toEqual(['retracted', 'inBlock', 'finalized'])
})

test('a block that is taken back while the connection is lost: told when it is back', async () => {
  await using chain = await startChain()
  const { node } = chain
  const parent = await node.produce()
  const transaction = await sign(chain)
  const first = await ChainClient.connect(node.wsUrl)
  let forked: Promise<unknown> | undefined
  const following = follow(chain, transaction, {
    chain: async () => {
      if (!forked) return first
      await forked
      return chain.client
    },
    onNews: ({ type }) => {
      if (type === 'sent' && !forked) void node.produce()
      if (type !== 'inBlock' || forked) return
      first.close()
      forked = node.fork(parent, 2)
    },
  })
  await following.done
  expect(changesOf(following)).toEqual(['inBlock', 'retracted', 'inBlock', 'finalized'])
})

test('a lost connection: it goes on when the node is back, from what the chain says', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  let asked = 0
  const following = follow(chain, transaction, {
    chain: async () => {
      if (asked++ < 3) throw new JsonRpcError(0, 'No node answers')
      return chain.client
    },
    onNews: ({ type }) => type === 'sent' && void chain.node.produceMany(BLOCKS_TO_FINALITY),
  })
  await following.done
  expect(asked).toBeGreaterThan(3)
  expect(following.news.at(-1)).toMatchObject({ type: 'finalized' })
})

test('a connection that is lost while it is watched: what happened meanwhile is found', async () => {
  await using chain = await startChain()
  const transaction = await sign(chain)
  const first = await ChainClient.connect(chain.node.wsUrl)
  const clients = [first]
  const following = follow(chain, transaction, {
    chain: () => Promise.resolve(clients.shift() ?? chain.client),
    onNews: ({ type }) => {
      if (type === 'sent') first.close()
    },
  })
  await following.done
  expect(typesOf(following)[0]).toBe('sent')
  expect(following.news.at(-1)).toMatchObject({ type: 'finalized', block: { number: 1 } })
})
