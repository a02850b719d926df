import { once } from 'node:events'
import { connect as connectSocket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { RPC_ERROR } from '../protocol/RpcError.ts'
import type { RpcLimits } from '../protocol/RpcLimits.ts'
import { type RpcDeclaration, rpcMethod, rpcSubscription } from '../protocol/RpcMethod.ts'
import { RpcClient } from '../testing/RpcClient.ts'
import { TestNode } from '../testing/TestNode.ts'

let node: TestNode | undefined
let clients: RpcClient[] = []
afterEach(async () => {
  for (const client of clients) client.close()
  clients = []
  await node?.close()
})

async function start(limits: Partial<RpcLimits>, extraMethods: readonly RpcDeclaration[] = []): Promise<TestNode> {
  node = await TestNode.start({ server: { limits, extraMethods } })
  return node
}

async function connect(): Promise<RpcClient> {
  const client = await RpcClient.connect(node!.wsUrl)
  clients.push(client)
  return client
}

const request = (id: number, method: string, params: unknown[] = []) => ({ jsonrpc: '2.0', id, method, params })

/** A method that answers when the test says so. */
function slowMethod() {
  const { promise, resolve } = Promise.withResolvers<string>()
  const method = rpcMethod({
    name: 'test_slow',
    summary: '',
    params: { padding: z.string().optional() },
    result: z.string(),
    run: () => promise,
  })
  return { method, finish: () => resolve('done') }
}

/** Sends as much as it is told to. */
const large = rpcMethod({
  name: 'test_large',
  summary: '',
  params: { bytes: z.int() },
  result: z.string(),
  run: (_call, { bytes }) => 'x'.repeat(bytes),
})

describe('maxConnections', () => {
  test('further clients are told to come back later, and can once others have gone', async () => {
    const { httpUrl, server } = await start({ maxConnections: 2 })
    const first = await connect()
    await connect()
    await expect(connect()).rejects.toThrow('503')
    expect((await fetch(`${httpUrl}/health`)).status).toBe(503)
    expect(server.stats()).toMatchObject({ connections: 2, refusedTotal: 2 })
    first.close()
    await expect.poll(() => server.stats().connections).toBe(1)
    const third = await connect()
    expect(await third.call('system_chain')).toBe('EchoChain Development')
  })
})

describe('maxMessageBytes', () => {
  test('a WebSocket that sends more is closed as "message too big"', async () => {
    await start({ maxMessageBytes: 1_000 })
    const client = await connect()
    const closed = client.closed()
    client.socket.send('x'.repeat(1_001))
    expect((await closed).code).toBe(1009)
  })

  test('an HTTP request that sends more is refused', async () => {
    const { httpUrl } = await start({ maxMessageBytes: 1_000 })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(httpUrl, { method: 'POST', headers, body: 'x'.repeat(1_001) })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ error: { code: RPC_ERROR.MESSAGE_TOO_LARGE } })
  })
})

describe('maxBatch', () => {
  test('a larger batch is refused as a whole', async () => {
    await start({ maxBatch: 3 })
    const client = await connect()
    const batch = (size: number) => JSON.stringify(Array.from({ length: size }, (_, i) => request(i, 'system_chain')))
    expect(await client.sendText(batch(3))).toHaveLength(3)
    expect((await client.sendText(batch(4))).error.code).toBe(RPC_ERROR.BATCH_TOO_LARGE)
  })
})

describe('MAX_NESTING', () => {
  test('a message with more levels is refused before it is parsed', async () => {
    await start({})
    const client = await connect()
    const nested = (levels: number) =>
      `{"jsonrpc":"2.0","id":7,"method":"system_chain","params":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    expect((await client.sendText(nested(64))).error.code).toBe(RPC_ERROR.INVALID_PARAMS)
    expect((await client.sendText(nested(65))).error.code).toBe(RPC_ERROR.INVALID_REQUEST)
  })
})

describe('maxInFlight', () => {
  test('requests beyond it are refused until others have been answered', async () => {
    const { method, finish } = slowMethod()
    await start({ maxInFlight: 2 }, [method])
    const client = await connect()
    const waiting = [client.call('test_slow'), client.call('test_slow')]
    expect(await client.errorCode('system_chain')).toBe(RPC_ERROR.TOO_MANY_REQUESTS)
    expect(await (await connect()).call('system_chain')).toBe('EchoChain Development') // others are not concerned
    finish()
    await Promise.all(waiting)
    expect(await client.call('system_chain')).toBe('EchoChain Development')
  })
})

describe('maxInFlightBytes', () => {
  test('so are requests that together are too long', async () => {
    const { method, finish } = slowMethod()
    await start({ maxInFlightBytes: 2_000 }, [method])
    const client = await connect()
    const waiting = client.call('test_slow', 'x'.repeat(1_900))
    expect(await client.errorCode('system_chain')).toBe(RPC_ERROR.TOO_MANY_REQUESTS)
    finish()
    await waiting
  })
})

describe('maxResponseBytes', () => {
  test('an answer that is longer is an error', async () => {
    await start({ maxResponseBytes: 1_000 }, [large])
    const client = await connect()
    expect(await client.call('test_large', 900)).toHaveLength(900)
    expect(await client.errorCode('test_large', 1_000)).toBe(RPC_ERROR.RESPONSE_TOO_LARGE)
  })

  test('in a batch the answers count together', async () => {
    await start({ maxResponseBytes: 1_000 }, [large])
    const client = await connect()
    const answers = await client.sendText(
      JSON.stringify([request(1, 'test_large', [600]), request(2, 'test_large', [600])]),
    )
    expect(answers.map(({ error }: any) => error?.code)).toEqual([undefined, RPC_ERROR.RESPONSE_TOO_LARGE])
  })

  test('the id of what has begun is told also in a batch that is too long', async () => {
    await start({ maxResponseBytes: 1_000 }, [large])
    const client = await connect()
    const answers = await client.sendText(
      JSON.stringify([request(1, 'test_large', [1_000 - 40]), request(2, 'chain_subscribeNewHeads')]),
    )
    expect(answers[1]).toMatchObject({ id: 2, result: expect.any(String) })
    expect(await client.call('chain_unsubscribeNewHeads', answers[1].result)).toBe(true)
  })
})

describe('maxSubscriptions', () => {
  test('further ones are refused until one is ended', async () => {
    await start({ maxSubscriptions: 2 })
    const client = await connect()
    const id = await client.call('chain_subscribeNewHeads')
    await client.call('chain_subscribeNewHeads')
    expect(await client.errorCode('chain_subscribeAllHeads')).toBe(RPC_ERROR.TOO_MANY_SUBSCRIPTIONS)
    await client.call('chain_unsubscribeNewHeads', id)
    await client.call('chain_subscribeAllHeads')
  })

  test('one that could not be started does not count', async () => {
    await start({ maxSubscriptions: 1 })
    const client = await connect()
    for (let i = 0; i < 3; i++) expect(await client.errorCode('author_submitAndWatchExtrinsic', '0x00')).toBe(1001)
    await client.call('chain_subscribeAllHeads')
  })
})

describe('maxWatchedKeys', () => {
  test('a subscription to more is refused', async () => {
    await start({ maxWatchedKeys: 2 })
    const client = await connect()
    await client.call('state_subscribeStorage', ['0x01', '0x02'])
    expect(await client.errorCode('state_subscribeStorage', ['0x01', '0x02', '0x03'])).toBe(RPC_ERROR.INVALID_PARAMS)
  })
})

describe('maxFollows', () => {
  test('further ones are refused until one is ended', async () => {
    await start({ maxFollows: 2 })
    const client = await connect()
    const id = await client.call('chainHead_v1_follow', true)
    await client.call('chainHead_v1_follow', false)
    expect(await client.errorCode('chainHead_v1_follow', true)).toBe(RPC_ERROR.TOO_MANY_FOLLOWS)
    await client.call('chainHead_v1_unfollow', id)
    await client.call('chainHead_v1_follow', true)
  })
})

describe('maxPinnedBlocks and maxPinnedDepth', () => {
  const stop = ({ event }: any) => event === 'stop'

  test('who pins more blocks is stopped, and may follow again', async () => {
    const { produceMany, server } = bound(await start({ maxPinnedBlocks: 5 }))
    const client = await connect()
    const id = await client.call('chainHead_v1_follow', false)
    await produceMany(4)
    expect(client.itemsOf(id).some(stop)).toBe(false)
    await produceMany(1)
    await client.item(id, stop)
    expect(server.stats()).toMatchObject({ follows: 0, subscriptions: 0, pinnedBlocks: 0 })
    await client.call('chainHead_v1_follow', false)
  })

  test('who keeps a block pinned too far below the finalized one is stopped', async () => {
    const { produceMany } = bound(await start({ maxPinnedDepth: 10 }))
    const client = await connect()
    const careful = await client.call('chainHead_v1_follow', false)
    const careless = await client.call('chainHead_v1_follow', false)
    for (let i = 0; i < 30; i++) {
      const { hash } = await produceMany(1)
      await client.item(careful, ({ blockHash }) => blockHash === hash)
      if (i === 0) await client.call('chainHead_v1_unpin', careful, node!.chain.genesisHash)
      await client.call('chainHead_v1_unpin', careful, hash)
    }
    await client.item(careless, stop)
    expect(client.itemsOf(careful).some(stop)).toBe(false)
  })
})

const bound = (started: TestNode) => ({
  server: started.server,
  produceMany: (count: number) => started.produceMany(count),
})

describe('maxOperations', () => {
  test('items of a storage query beyond it are discarded, further operations told so', async () => {
    const { chain } = await start({ maxOperations: 3 })
    const client = await connect()
    const id = await client.call('chainHead_v1_follow', false)
    const items = Array.from({ length: 5 }, () => ({ key: '0x3a636f6465', type: 'value' }))
    const [query, body] = await client.sendText(
      JSON.stringify([
        request(1, 'chainHead_v1_storage', [id, chain.genesisHash, items]),
        request(2, 'chainHead_v1_body', [id, chain.genesisHash]),
      ]),
    )
    expect(query.result).toMatchObject({ result: 'started', discardedItems: 2 })
    expect(body.result).toEqual({ result: 'limitReached' })
    await client.item(id, ({ event }) => event === 'operationStorageDone')
    expect((await client.call('chainHead_v1_body', id, chain.genesisHash)).result).toBe('started')
  })
})

describe('maxBroadcasts', () => {
  test('further ones get no operation until one is stopped', async () => {
    await start({ maxBroadcasts: 1 })
    const client = await connect()
    const id = await client.call('transaction_v1_broadcast', '0x00')
    expect(await client.call('transaction_v1_broadcast', '0x01')).toBeNull()
    await client.call('transaction_v1_stop', id)
    expect(await client.call('transaction_v1_broadcast', '0x01')).not.toBeNull()
  })
})

describe('resumeSendBytes and maxUnsentBytes: clients that do not read', () => {
  test('no further request of theirs is begun until they do', async () => {
    let begun = 0
    const counting = rpcMethod({
      ...large,
      name: 'test_counting',
      run: (_call, { bytes }) => (begun++, 'x'.repeat(bytes)),
    })
    await start({ resumeSendBytes: 1024 * 1024 }, [counting])
    const client = await connect()
    client.socket.pause()
    const count = 40
    const answers = Array.from({ length: count }, (_, i) => client.next(({ id }) => id === i))
    for (let i = 0; i < count; i++) client.socket.send(JSON.stringify(request(i, 'test_counting', [1024 * 1024])))
    await (await connect()).call('system_chain') // has its turn after them
    await expect.poll(() => begun).toBeGreaterThan(0)
    const stalledAt = begun
    for (let i = 0; i < 5; i++) await (await connect()).call('system_chain')
    expect(begun).toBeLessThanOrEqual(stalledAt + 4)
    expect(begun).toBeLessThan(count)
    client.socket.resume()
    await Promise.all(answers)
    expect(begun).toBe(count)
  })

  test('who lets notifications pile up is closed', async () => {
    let emit: (item: string) => void = () => {}
    const flood = rpcSubscription({
      name: 'test_flood',
      unsubscribe: ['test_dam'],
      unsubscribeResult: 'boolean',
      notification: 'test_drop',
      summary: '',
      params: {},
      item: z.string(),
      start: (_call, _params, subscriber) => {
        emit = (item) => subscriber.emit(item)
        return () => {}
      },
    })
    const { server, log } = await start({ maxUnsentBytes: 4 * 1024 * 1024 }, [flood])
    const client = await connect()
    await client.call('test_flood')
    client.socket.pause()
    for (let i = 0; i < 64; i++) emit('x'.repeat(1024 * 1024))
    expect(server.stats()).toMatchObject({ abandonedTotal: 1, subscriptions: 0 })
    expect(log.warnings).toEqual(['Closed a connection of RPC'])
    client.socket.resume()
    expect((await client.closed()).code).not.toBe(1000)
  })
})

describe('requestTimeoutMs', () => {
  test.each([
    ['headers that never end', 'POST / HTTP/1.1\r\nHost: localhost\r\n'],
    [
      'a body that never ends',
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
    ],
  ])('%s: told so, and cut', async (_, half) => {
    const { port } = await start({ requestTimeoutMs: 100 })
    const socket = connectSocket({ port, host: '127.0.0.1' })
    let answer = ''
    socket.on('data', (piece) => (answer += piece.toString('latin1')))
    socket.write(half)
    await once(socket, 'close')
    expect(answer).toMatch(/^HTTP\/1\.1 408/)
  })
})

describe('pingIntervalMs', () => {
  test('a client that answers pings stays, one that does not is cut off', async () => {
    const { server } = await start({ pingIntervalMs: 50 })
    const alive = await connect()
    const dead = await RpcClient.connect(node!.wsUrl, { autoPong: false })
    clients.push(dead)
    expect((await dead.closed()).code).toBe(1006)
    await expect.poll(() => server.stats().connections).toBe(1)
    expect(await alive.call('system_chain')).toBe('EchoChain Development')
  })
})
