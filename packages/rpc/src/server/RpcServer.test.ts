import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RPC_ERROR } from '../protocol/RpcError.ts'
import { RpcClient } from '../testing/RpcClient.ts'
import { TestNode } from '../testing/TestNode.ts'
import { RpcServer } from './RpcServer.ts'

let node: TestNode
beforeAll(async () => {
  node = await TestNode.start()
})
afterAll(() => node.close())

const JSON_BODY = { 'Content-Type': 'application/json' }

const post = (body: string, headers: Record<string, string> = JSON_BODY) =>
  fetch(node.httpUrl, { method: 'POST', headers, body })

const request = (id: unknown, method: string, params?: unknown) => ({ jsonrpc: '2.0', id, method, params })

describe('JSON-RPC 2.0 over HTTP', () => {
  const ask = async (body: unknown): Promise<any> =>
    (await post(typeof body === 'string' ? body : JSON.stringify(body))).json()

  test('a request is answered with its id, parameters by position or by name', async () => {
    const result = node.chain.genesisHash
    expect(await ask(request('a', 'chain_getBlockHash', [0]))).toEqual({ jsonrpc: '2.0', id: 'a', result })
    expect(await ask(request(7, 'chain_getBlockHash', { number: 0 }))).toEqual({ jsonrpc: '2.0', id: 7, result })
  })

  test('a batch is answered in its order; errors stand in their places', async () => {
    const answers = await ask([request(1, 'system_chain'), request(2, 'nonsense'), 5, request(3, 'system_name')])
    expect(answers.map(({ id, error }: any) => [id, error?.code])).toEqual([
      [1, undefined],
      [2, RPC_ERROR.UNKNOWN_METHOD],
      [null, RPC_ERROR.INVALID_REQUEST],
      [3, undefined],
    ])
  })

  test('notifications are not answered', async () => {
    const notification = { jsonrpc: '2.0', method: 'system_chain' }
    expect((await post(JSON.stringify(notification))).status).toBe(204)
    expect(await ask([notification, request(1, 'system_chain')])).toHaveLength(1)
    expect((await post(JSON.stringify([notification]))).status).toBe(204)
  })

  test.each([
    ['text that is not JSON', '{', RPC_ERROR.PARSE],
    ['an empty batch', '[]', RPC_ERROR.INVALID_REQUEST],
    ['a number', '1', RPC_ERROR.INVALID_REQUEST],
    ['another version', '{"jsonrpc":"1.0","id":1,"method":"system_chain"}', RPC_ERROR.INVALID_REQUEST],
    ['no method', '{"jsonrpc":"2.0","id":1}', RPC_ERROR.INVALID_REQUEST],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"system_chain"}', RPC_ERROR.INVALID_REQUEST],
    ['an unknown method', '{"jsonrpc":"2.0","id":1,"method":"toString"}', RPC_ERROR.UNKNOWN_METHOD],
    [
      'params that are a text',
      '{"jsonrpc":"2.0","id":1,"method":"system_chain","params":"x"}',
      RPC_ERROR.INVALID_PARAMS,
    ],
    ['too many params', '{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[1]}', RPC_ERROR.INVALID_PARAMS],
    ['an unknown name', '{"jsonrpc":"2.0","id":1,"method":"system_chain","params":{"a":1}}', RPC_ERROR.INVALID_PARAMS],
  ])('refuses %s', async (_what, body, code) => {
    expect((await ask(body)).error.code).toBe(code)
  })

  test('says which parameter is wrong, and what was expected', async () => {
    const { error } = await ask(request(1, 'state_getStorage', ['0xzz']))
    expect(error.message).toBe('Invalid params: key: "zz" at digit 0 is not hexadecimal')
  })

  test('subscriptions need a WebSocket, and the error says so', async () => {
    const { error } = await ask(request(1, 'chain_subscribeNewHeads'))
    expect(error).toMatchObject({
      code: RPC_ERROR.SUBSCRIPTIONS_UNSUPPORTED,
      message: expect.stringMatching('WebSocket'),
    })
  })
})

describe('what is not JSON-RPC', () => {
  test('other methods and content types are told what is expected', async () => {
    expect((await fetch(node.httpUrl)).status).toBe(405)
    expect((await fetch(node.httpUrl, { method: 'DELETE' })).status).toBe(405)
    expect((await post('{}', { 'Content-Type': 'text/plain' })).status).toBe(415)
  })

  test('GET /health tells whether the node is well', async () => {
    const answer = await fetch(`${node.httpUrl}/health`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ peers: 0, isSyncing: false, shouldHavePeers: false })
    const network = { peers: 0, isSyncing: false, shouldHavePeers: true }
    const alone = await TestNode.start({ network })
    expect((await fetch(`${alone.httpUrl}/health`)).status).toBe(503)
    await alone.close()
  })

  test('bytes that are not HTTP end the connection', async () => {
    const socket = connect(node.port, '127.0.0.1')
    socket.write('\x16\x03\x01 nonsense\r\n\r\n')
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data))))
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
    socket.destroy()
  })
})

describe('over WebSocket', () => {
  test('requests, batches and errors are answered as over HTTP', async () => {
    const client = await RpcClient.connect(node.wsUrl)
    expect(await client.call('system_chain')).toBe('EchoChain Development')
    const batch = await client.sendText(JSON.stringify([request(1, 'system_chain'), request(2, 'nonsense')]))
    expect(batch.map(({ id }: any) => id)).toEqual([1, 2])
    expect(await client.sendText('{')).toMatchObject({ id: null, error: { code: RPC_ERROR.PARSE } })
    client.close()
  })

  test('the reply that names a subscription comes before what it tells, also in a batch', async () => {
    const client = await RpcClient.connect(node.wsUrl)
    const batch = await client.sendText(
      JSON.stringify([request(1, 'chain_subscribeNewHeads'), request(2, 'chain_subscribeFinalizedHeads')]),
    )
    for (const { result } of batch) await client.item(result, () => true)
    expect(Array.isArray(client.heard[0])).toBe(true)
    client.close()
  })

  test('a subscription ends once, by its own method, and tells nothing after', async () => {
    const client = await RpcClient.connect(node.wsUrl)
    const id = await client.call('chain_subscribeNewHeads')
    await client.item(id, () => true)
    expect(await client.call('chain_unsubscribeFinalizedHeads', id)).toBe(false)
    expect(await client.call('chain_unsubscribeNewHeads', id)).toBe(true)
    expect(await client.call('chain_unsubscribeNewHeads', id)).toBe(false)
    await node.produce()
    await client.call('system_chain')
    expect(client.itemsOf(id)).toHaveLength(1)
    client.close()
  })

  test('what goes on after its reply is refused where every request is a connection of its own', async () => {
    const before = node.chain.onBest.listeners
    const asked = [1, 2].map((id) => ({ jsonrpc: '2.0', id, method: 'transaction_v1_broadcast', params: ['0x0c'] }))
    const answers = (await (await post(JSON.stringify(asked))).json()) as any[]
    for (const { error } of answers) expect(error.code).toBe(RPC_ERROR.SUBSCRIPTIONS_UNSUPPORTED)
    expect(node.chain.onBest.listeners).toBe(before)
  })

  test('when a connection goes, everything it had goes with it', async () => {
    const before = node.chain.onBest.listeners
    const client = await RpcClient.connect(node.wsUrl)
    await client.call('chain_subscribeNewHeads')
    await client.call('chainHead_v1_follow', true)
    await client.call('transaction_v1_broadcast', '0x0c')
    expect(node.chain.onBest.listeners).toBe(before + 3)
    expect(node.server.stats()).toMatchObject({ subscriptions: 2, follows: 1 })
    client.close()
    await expect.poll(() => node.chain.onBest.listeners).toBe(before)
    expect(node.server.stats()).toMatchObject({ subscriptions: 0, follows: 0, pinnedBlocks: 0 })
  })
})

describe('start and stop', () => {
  test('a port that is taken is named in the error', async () => {
    const started = RpcServer.start({ node: node.node, ports: [0, node.port] })
    await expect(started).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringContaining(`${node.port}`),
    })
  })

  test('several ports answer alike', async () => {
    const server = await RpcServer.start({ node: node.node, ports: [0, 0] })
    const clients = await Promise.all(server.ports.map((port) => RpcClient.connect(`ws://127.0.0.1:${port}`)))
    expect(new Set(server.ports).size).toBe(2)
    for (const client of clients) expect(await client.call('system_chain')).toBe('EchoChain Development')
    for (const client of clients) client.close()
    await server.close()
  })

  test('closing tells the clients, and takes no more', async () => {
    const server = await RpcServer.start({ node: node.node, ports: [0] })
    const client = await RpcClient.connect(`ws://127.0.0.1:${server.ports[0]}`)
    await client.call('chain_subscribeNewHeads')
    const [port] = server.ports
    const [closed] = await Promise.all([client.closed(), server.close()])
    expect(closed).toEqual({ code: 1001, reason: 'The node is shutting down' })
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow()
  })

  test('counts what it does', async () => {
    const server = await RpcServer.start({ node: node.node, ports: [0] })
    const client = await RpcClient.connect(`ws://127.0.0.1:${server.ports[0]}`)
    await client.call('system_chain')
    await client.errorCode('nonsense')
    expect(server.stats()).toMatchObject({
      connections: 1,
      connectionsTotal: 1,
      requestsTotal: 2,
      errorsTotal: { [RPC_ERROR.UNKNOWN_METHOD]: 1 },
      refusedTotal: 0,
      abandonedTotal: 0,
    })
    client.close()
    await server.close()
  })
})

test('the node’s own faults are logged, and not told to clients', async () => {
  const broken = {
    ...node.node,
    network: () => {
      throw new Error('secret')
    },
  }
  const server = await RpcServer.start({ node: broken, ports: [0] })
  const client = await RpcClient.connect(`ws://127.0.0.1:${server.ports[0]}`)
  const { error } = await client.request('system_health')
  expect(error?.code).toBe(RPC_ERROR.INTERNAL)
  expect(JSON.stringify(error)).not.toContain('secret')
  expect(String((node.log.errors[0].details as any).error)).toContain('secret')
  client.close()
  await server.close()
})
