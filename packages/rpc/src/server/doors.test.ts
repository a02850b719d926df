import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { rpcMethod } from '../protocol/RpcMethod.ts'
import { RpcClient } from '../testing/RpcClient.ts'
import { TestNode } from '../testing/TestNode.ts'

const TOKEN = 'ab'.repeat(32)

const operatorsOnly = rpcMethod({
  name: 'test_secret',
  summary: 'For the operator.',
  unsafe: true,
  params: {},
  result: z.string(),
  run: () => 'opened',
})

let node: TestNode
beforeAll(async () => {
  node = await TestNode.start({
    server: {
      token: TOKEN,
      allowedHosts: ['rpc.example.org'],
      allowedOrigins: ['https://app.example.org'],
      extraMethods: [operatorsOnly],
    },
  })
})
afterAll(() => node.close())

/** Status of a POST with these headers: `fetch` does not let one lie about Host. */
async function statusOf(headers: Record<string, string>): Promise<number> {
  const sent = request({ port: node.port, method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } })
  sent.end('{"jsonrpc":"2.0","id":1,"method":"system_chain"}')
  const [response] = await once(sent, 'response')
  response.resume()
  return response.statusCode
}

/** Status with which a WebSocket with these headers is opened (101) or refused. */
async function upgradeStatusOf(headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(node.wsUrl, { headers })
  const opened = once(socket, 'open').then(() => 101)
  const refused = once(socket, 'unexpected-response').then(([, response]) => response.statusCode as number)
  const status = await Promise.race([opened, refused])
  socket.on('error', () => {})
  socket.terminate()
  return status
}

const BOTH = [
  ['HTTP', statusOf, 200],
  ['WebSocket', upgradeStatusOf, 101],
] as const

describe.each(BOTH)('Host over %s (DNS rebinding)', (_door, ask, welcome) => {
  test.each(['localhost', '127.0.0.1', '[::1]', 'rpc.example.org', 'RPC.example.org:443', 'localhost:9944'])(
    'lets in %s',
    async (host) => expect(await ask({ host })).toBe(welcome),
  )
  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'example.org', '192.168.1.5'])(
    'refuses %s',
    async (host) => expect(await ask({ host })).toBe(403),
  )
})

describe.each(BOTH)('Origin over %s', (_door, ask, welcome) => {
  test('who sends none is no page', async () => expect(await ask({})).toBe(welcome))
  test.each(['http://localhost:8080', 'http://127.0.0.1:5173', 'https://app.example.org'])(
    'lets in %s',
    async (origin) => expect(await ask({ origin })).toBe(welcome),
  )
  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'https://app.example.org.evil.example',
    'http://app.example.org',
    'null',
    'file://localhost',
    'chrome-extension://localhost',
    'not a url',
  ])('refuses %s', async (origin) => expect(await ask({ origin })).toBe(403))
})

test('a page that was let in may read the answers; none else may (CORS)', async () => {
  const origin = 'https://app.example.org'
  const preflight = await fetch(node.httpUrl, { method: 'OPTIONS', headers: { Origin: origin } })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
  expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type')
  const refused = await fetch(node.httpUrl, { method: 'OPTIONS', headers: { Origin: 'https://evil.example' } })
  expect(refused.status).toBe(403)
  expect(refused.headers.get('access-control-allow-origin')).toBeNull()
})

describe('unsafe methods', () => {
  const authorized = { headers: { Authorization: `Bearer ${TOKEN}` } }

  test('are refused without the token, with a hint', async () => {
    const client = await RpcClient.connect(node.wsUrl)
    const { error } = await client.request('test_secret')
    expect(error).toMatchObject({ code: -32_010, message: expect.stringContaining('Authorization: Bearer') })
    client.close()
  })

  test('are answered with it, over WebSocket and HTTP', async () => {
    const client = await RpcClient.connect(node.wsUrl, authorized)
    expect(await client.call('test_secret')).toBe('opened')
    client.close()
    const body = '{"jsonrpc":"2.0","id":1,"method":"test_secret"}'
    const headers = { 'Content-Type': 'application/json', ...authorized.headers }
    const answer = await fetch(node.httpUrl, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ result: 'opened' })
  })

  test('a wrong token is refused at the door', async () => {
    for (const wrong of [TOKEN.slice(1), `${TOKEN}0`, '', TOKEN.toUpperCase()]) {
      const headers = { authorization: `Bearer ${wrong}` }
      expect(await statusOf(headers), wrong).toBe(401)
      expect(await upgradeStatusOf(headers), wrong).toBe(401)
    }
    expect(await statusOf({ authorization: `Basic ${TOKEN}` })).toBe(401)
  })
})
