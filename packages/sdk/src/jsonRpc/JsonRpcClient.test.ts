import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { entering } from '../testing/entering.ts'
import { failureOf } from '../testing/failureOf.ts'
import { type ScriptedConnection, ScriptedNode } from '../testing/ScriptedNode.ts'
import { type ConnectionState, JsonRpcClient } from './JsonRpcClient.ts'
import { isConnectionError, JsonRpcError } from './JsonRpcError.ts'

let node: ScriptedNode
let clients: JsonRpcClient[]

beforeEach(async () => {
  node = await ScriptedNode.start()
  clients = []
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(async () => {
  vi.useRealTimers()
  for (const client of clients) client.close()
  await node.stop()
})

async function connect(): Promise<[JsonRpcClient, ScriptedConnection]> {
  const [client, connection] = await Promise.all([JsonRpcClient.connect(node.url), node.nextConnection()])
  clients.push(client)
  return [client, connection]
}

/** Lets the time go by after which the client tries again. */
async function comeBack(client: JsonRpcClient, waitMs = 250): Promise<ScriptedConnection> {
  const connected = entering(client, 'connected')
  vi.advanceTimersByTime(waitMs)
  const [connection] = await Promise.all([node.nextConnection(), connected])
  return connection
}

/** Loses the connection and waits for the next one. */
async function reconnect(client: JsonRpcClient, connection: ScriptedConnection): Promise<ScriptedConnection> {
  const lost = entering(client, 'disconnected')
  connection.drop()
  await lost
  return comeBack(client)
}

/** Lets a minute go by; whoever would connect in it would come before a new client. */
async function expectNobodyElse(): Promise<void> {
  vi.advanceTimersByTime(60_000)
  const [client, connection] = await connect()
  await roundTrip(client, connection)
}

/** A request and its answer: whatever was sent to the client before has been taken in. */
async function roundTrip(client: JsonRpcClient, connection: ScriptedConnection): Promise<void> {
  await Promise.all([client.request('ping'), connection.answer('pong')])
}

/** What a promise is rejected with, which must be an error of this kind. */
async function errorOf(promise: Promise<unknown>): Promise<JsonRpcError> {
  const error = await failureOf(promise)
  expect(error).toBeInstanceOf(JsonRpcError)
  return error
}

describe('JSON-RPC 2.0 requests', () => {
  test('are answered by their number, in whatever order', async () => {
    const [client, connection] = await connect()
    const answers = Promise.all([client.request('first', [1, 'a']), client.request('second')])
    const [first, second] = [await connection.nextRequest(), await connection.nextRequest()]
    expect(first).toEqual({ jsonrpc: '2.0', id: first.id, method: 'first', params: [1, 'a'] })
    connection.send({ id: second.id, result: 2 })
    connection.send({ id: 999, result: 'nobody asked' })
    connection.send({ id: null, error: { code: -32600, message: 'Invalid Request' } })
    connection.send({ id: first.id, result: null })
    expect(await answers).toEqual([null, 2])
  })

  test('fail with the code, words and data of the node', async () => {
    const [client, connection] = await connect()
    const failure = errorOf(client.request('author_submitExtrinsic', ['0x00']))
    const { id } = await connection.nextRequest()
    connection.send({ id, error: { code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated' } })
    expect(await failure).toMatchObject({
      code: 1010,
      message: 'Invalid Transaction: Transaction is outdated',
      data: 'Transaction is outdated',
    })
    expect(isConnectionError(await failure)).toBe(false)
    expect(client.state).toBe('connected')
  })

  test('fail when the connection is lost, and until there is another', async () => {
    const [client, connection] = await connect()
    const failure = errorOf(client.request('chain_getBlock'))
    await connection.nextRequest()
    connection.drop()
    expect(isConnectionError(await failure)).toBe(true)
    expect(client.state).toBe('disconnected')
    expect(isConnectionError(await errorOf(client.request('chain_getBlock')))).toBe(true)
  })

  test('that take 30 s fail; if nothing at all was heard since, the connection is given up', async () => {
    const [client, connection] = await connect()
    const failure = errorOf(client.request('slow'))
    await connection.nextRequest()
    vi.advanceTimersByTime(29_999)
    expect(client.state).toBe('connected')
    vi.advanceTimersByTime(1)
    expect((await failure).message).toContain('slow was not answered')
    expect(client.state).toBe('disconnected')
    await connection.closed
  })

  test('that take 30 s fail alone while the node talks of other things', async () => {
    const [client, connection] = await connect()
    const failure = errorOf(client.request('slow'))
    await connection.nextRequest()
    await roundTrip(client, connection)
    vi.advanceTimersByTime(30_000)
    expect((await failure).message).toContain('slow was not answered')
    expect(client.state).toBe('connected')
    await roundTrip(client, connection)
  })
})

describe('bounds', () => {
  test('32 requests are with the node at a time, the others wait their turn, in order', async () => {
    const [client, connection] = await connect()
    const answers = Array.from({ length: 40 }, (_, i) => client.request(`ask${i}`))
    const settled = Promise.allSettled(answers)
    const asked = []
    for (let i = 0; i < 32; i++) asked.push(await connection.nextRequest())
    expect(asked.map(({ method }) => method)).toEqual(Array.from({ length: 32 }, (_, i) => `ask${i}`))
    const more = connection.nextRequest()
    connection.send({ id: asked[7].id, result: 7 })
    expect((await more).method).toBe('ask32')
    connection.send({ id: asked[8].id, error: { code: 5, message: 'no' } })
    expect((await connection.nextRequest()).method).toBe('ask33')
    expect(await answers[7]).toBe(7)
    client.close()
    expect((await settled).filter(({ status }) => status === 'rejected')).toHaveLength(39)
  })

  test('more than 10,000 requests that wait are refused', async () => {
    const [client] = await connect()
    const answers = Array.from({ length: 10_033 }, () => client.request('ask'))
    const settled = Promise.allSettled(answers)
    expect((await errorOf(answers[10_032])).message).toContain('wait already')
    client.close()
    await settled
  })
})

test('a client that is not to come back stays lost, and says why', async () => {
  const [client, connection] = await Promise.all([
    JsonRpcClient.connect(node.url, { comesBack: false, requestTimeoutMs: 50 }),
    node.nextConnection(),
  ])
  clients.push(client)
  const failure = errorOf(client.request('slow'))
  await connection.nextRequest()
  vi.advanceTimersByTime(50)
  await failure
  expect(client.state).toBe('disconnected')
  expect(client.failure?.message).toContain('slow was not answered')
  await expectNobodyElse()
})

describe('answers that are not JSON-RPC 2.0', () => {
  test.each([
    'no JSON',
    'null',
    '7',
    '[]',
    '{}',
    '{"id":1}',
    '{"id":"1","result":true}',
    '{"id":1,"error":"no"}',
    '{"id":1,"error":{"code":"1","message":"no"}}',
    '{"method":"update"}',
    '{"method":"update","params":[]}',
    '{"method":"update","params":{"result":1}}',
    Uint8Array.of(1, 2, 3),
  ])('%s ends the connection, fails what waits, and another is tried', async (answer) => {
    const [client, connection] = await connect()
    const failure = errorOf(client.request('anything'))
    await connection.nextRequest()
    connection.sendRaw(answer)
    expect((await failure).message).toContain('does not speak JSON-RPC 2.0')
    expect(client.state).toBe('disconnected')
    await connection.closed
    await roundTrip(client, await comeBack(client))
  })

  test('a node that only ever talks nonsense is asked less and less often', async () => {
    const [client, first] = await connect()
    let connection = first
    for (const waitMs of [250, 500, 1_000]) {
      const lost = entering(client, 'disconnected')
      connection.sendRaw('nonsense')
      await lost
      vi.advanceTimersByTime(waitMs - 1)
      expect(client.state).toBe('disconnected')
      connection = await comeBack(client, 1)
    }
  })

  test('a subscription without a name fails', async () => {
    const [client, connection] = await connect()
    const failure = errorOf(client.subscribe('subscribe', [], 'unsubscribe', () => {}))
    await connection.answer(null)
    expect((await failure).message).toContain('not answered with a subscription')
  })
})

describe('connecting', () => {
  test('fails where nobody listens, and is not tried again', async () => {
    const { url, port } = node
    await node.stop()
    const error = await errorOf(JsonRpcClient.connect(url))
    expect(error.message).toBe(`No node answers at ${url}; is it running?`)
    node = await ScriptedNode.start(port)
    await expectNobodyElse()
  })

  test('fails for what is no address', async () => {
    const error = await errorOf(JsonRpcClient.connect('not an address'))
    expect(error.message).toContain('write it like ws://127.0.0.1:9944')
  })

  test('fails after 30 s where somebody listens but does not speak', async () => {
    const mute = createServer()
    const accepted = once(mute, 'connection')
    mute.listen(0, '127.0.0.1')
    await once(mute, 'listening')
    const failure = errorOf(JsonRpcClient.connect(`ws://127.0.0.1:${(mute.address() as AddressInfo).port}`))
    const [socket] = await accepted
    vi.advanceTimersByTime(30_000)
    expect(isConnectionError(await failure)).toBe(true)
    socket.destroy()
    mute.close()
  })

  test('again happens after 250 ms, then after twice as long each time, at most 10 s; an answer begins anew', async () => {
    const [client, connection] = await connect()
    const { port } = node
    const states: ConnectionState[] = []
    client.onState((state) => states.push(state))
    let lost = entering(client, 'disconnected')
    connection.drop()
    await node.stop()
    await lost
    for (const waitMs of [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
      vi.advanceTimersByTime(waitMs - 1)
      expect(client.state, `before ${waitMs} ms`).toBe('disconnected')
      lost = entering(client, 'disconnected')
      vi.advanceTimersByTime(1)
      expect(client.state, `after ${waitMs} ms`).toBe('connecting')
      await lost
    }
    node = await ScriptedNode.start(port)
    const back = await comeBack(client, 10_000)
    await roundTrip(client, back)
    await roundTrip(client, await reconnect(client, back))
    expect(states.slice(0, 3)).toEqual(['disconnected', 'connecting', 'disconnected'])
    expect(states.slice(-3)).toEqual(['disconnected', 'connecting', 'connected'])
  })

  test('ends with close(): what waits fails, nothing is tried again', async () => {
    const [client, connection] = await connect()
    const failure = errorOf(client.request('anything'))
    const onLost = vi.fn()
    const subscribed = client.subscribe('subscribe', [], 'unsubscribe', () => {}, { onLost })
    await connection.nextRequest()
    await connection.answer('a')
    await subscribed
    client.close()
    expect((await failure).message).toContain('was closed')
    expect(onLost).toHaveBeenCalledOnce()
    await connection.closed
    await expectNobodyElse()
    expect(client.state).toBe('closed')
    client.close()
    expect(isConnectionError(await errorOf(client.request('anything')))).toBe(true)
  })

  test('ends with close() also while waiting to try again', async () => {
    const [client, connection] = await connect()
    const lost = entering(client, 'disconnected')
    connection.drop()
    await lost
    client.close()
    await expectNobodyElse()
    expect(client.state).toBe('closed')
  })
})

describe('subscriptions', () => {
  test('get their own notifications in order, also those that came before the answer, until they end', async () => {
    const [client, connection] = await connect()
    const [heard, other]: [unknown[], unknown[]] = [[], []]
    const subscribing = client.subscribe('subscribe', ['x'], 'unsubscribe', (message) => heard.push(message))
    const { id, params } = await connection.nextRequest()
    expect(params).toEqual(['x'])
    connection.notify('a', 1)
    connection.notify(7, 'b1')
    connection.notify('a', 2)
    connection.send({ id, result: 'a' })
    connection.notify('a', 3)
    const unsubscribe = await subscribing
    const second = client.subscribe('subscribe', ['y'], 'unsubscribe', (message) => other.push(message))
    await connection.answer(7)
    await second
    connection.notify(7, 'b2')
    connection.notify('a', 4)
    await roundTrip(client, connection)
    expect(heard).toEqual([1, 2, 3, 4])
    expect(other).toEqual(['b1', 'b2'])
    unsubscribe()
    expect(await connection.answer(true)).toMatchObject({ method: 'unsubscribe', params: ['a'] })
    connection.notify('a', 5)
    unsubscribe()
    await roundTrip(client, connection)
    expect(heard).toEqual([1, 2, 3, 4])
  })

  test('whose notifications came too early: the latest 64 are kept', async () => {
    const [client, connection] = await connect()
    const heard: unknown[] = []
    const subscribing = client.subscribe('subscribe', [], 'unsubscribe', (message) => heard.push(message))
    const { id } = await connection.nextRequest()
    for (let i = 0; i < 70; i++) connection.notify('a', i)
    connection.send({ id, result: 'a' })
    await subscribing
    expect(heard).toEqual(Array.from({ length: 64 }, (_, i) => i + 6))
  })

  test('are made again on the next connection, under their new names', async () => {
    const [client, first] = await connect()
    const heard: unknown[] = []
    const subscribing = client.subscribe('subscribe', ['x'], 'unsubscribe', (message) => heard.push(message))
    await first.answer('a')
    const unsubscribe = await subscribing
    first.notify('a', 'old')
    const second = await reconnect(client, first)
    const { id, method, params } = await second.nextRequest()
    expect([method, params]).toEqual(['subscribe', ['x']])
    second.notify('b', 'early')
    second.send({ id, result: 'b' })
    second.notify('b', 'new')
    await roundTrip(client, second)
    expect(heard).toEqual(['old', 'early', 'new'])
    unsubscribe()
    expect(await second.nextRequest()).toMatchObject({ method: 'unsubscribe', params: ['b'] })
  })

  test('do not get what an earlier connection sent under the same name', async () => {
    const [client, first] = await connect()
    const heard: unknown[] = []
    const subscribing = client.subscribe('subscribe', [], 'unsubscribe', (message) => heard.push(message))
    await first.answer('a')
    await subscribing
    first.notify('b', 'of the first connection')
    await roundTrip(client, first)
    const second = await reconnect(client, first)
    await second.answer('b')
    second.notify('b', 'of the second')
    await roundTrip(client, second)
    expect(heard).toEqual(['of the second'])
  })

  test('that a node refuses to make again are tried on the connection after', async () => {
    const [client, first] = await connect()
    const heard: unknown[] = []
    const subscribing = client.subscribe('subscribe', [], 'unsubscribe', (message) => heard.push(message))
    await first.answer('a')
    await subscribing
    const second = await reconnect(client, first)
    const { id } = await second.nextRequest()
    second.send({ id, error: { code: -32_000, message: 'Too many subscriptions' } })
    await roundTrip(client, second)
    const third = await reconnect(client, second)
    await third.answer('c')
    third.notify('c', 'at last')
    await roundTrip(client, third)
    expect(heard).toEqual(['at last'])
  })

  test('that were ended while they were made again are ended at the node, too', async () => {
    const [client, first] = await connect()
    const subscribing = client.subscribe('subscribe', [], 'unsubscribe', () => {})
    await first.answer('a')
    const unsubscribe = await subscribing
    const second = await reconnect(client, first)
    const { id } = await second.nextRequest()
    unsubscribe()
    second.send({ id, result: 'b' })
    expect(await second.nextRequest()).toMatchObject({ method: 'unsubscribe', params: ['b'] })
    const third = await reconnect(client, second)
    await roundTrip(client, third)
  })

  test('with onLost are told of the loss once, and not made again', async () => {
    const [client, first] = await connect()
    const onLost = vi.fn()
    const subscribing = client.subscribe('subscribe', [], 'unsubscribe', () => {}, { onLost })
    await first.answer('a')
    await subscribing
    const second = await reconnect(client, first)
    await roundTrip(client, second)
    await roundTrip(client, await reconnect(client, second))
    expect(onLost).toHaveBeenCalledOnce()
    expect(isConnectionError(onLost.mock.calls[0][0])).toBe(true)
  })

  test('with onLost are told even if the connection is lost right behind the answer', async () => {
    const [client, connection] = await connect()
    const onLost = vi.fn()
    const lost = entering(client, 'disconnected')
    const subscribing = client.subscribe('subscribe', [], 'unsubscribe', () => {}, { onLost })
    await connection.answer('a')
    connection.drop()
    await Promise.all([subscribing, lost])
    expect(onLost).toHaveBeenCalledOnce()
  })

  test('fail when the node refuses, or the connection is lost before it answers', async () => {
    const [client, connection] = await connect()
    const refused = errorOf(client.subscribe('subscribe', [], 'unsubscribe', () => {}))
    const { id } = await connection.nextRequest()
    connection.send({ id, error: { code: -32_601, message: 'Method not found' } })
    expect((await refused).code).toBe(-32_601)
    const onLost = vi.fn()
    const lost = errorOf(client.subscribe('subscribe', [], 'unsubscribe', () => {}, { onLost }))
    await connection.nextRequest()
    await roundTrip(client, await reconnect(client, connection)) // nothing is subscribed again
    expect(isConnectionError(await lost)).toBe(true)
    expect(onLost).not.toHaveBeenCalled()
  })
})
