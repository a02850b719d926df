import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { type ApiUnderTest, openApi } from '../testing/apiUnderTest.ts'
import { FakeChain } from '../testing/FakeChain.ts'
import { DEFAULT_API_LIMITS, type ApiLimits } from './ApiLimits.ts'

// Limits that only show on a real connection, or that no other test of the API reaches.

let db: Database
let market: ApiUnderTest
beforeAll(async () => {
  db = await openDatabase({})
})
afterAll(() => db.destroy())
afterEach(() => market.close())

async function listening(limits: Partial<ApiLimits>): Promise<number> {
  market = await openApi(db, new FakeChain(), { limits: { ...DEFAULT_API_LIMITS, ...limits } })
  await market.api.listen({ port: 0, host: '127.0.0.1' })
  return (market.api.server.address() as { port: number }).port
}

/** What comes back for these bytes before the connection is closed. */
async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' })
  let answer = ''
  socket.on('data', (piece) => (answer += piece.toString('latin1')))
  socket.on('error', () => {})
  socket.write(bytes)
  await once(socket, 'close')
  return answer
}

const GET = 'GET /api/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'

test('analysesPerMinute: further ones are told to wait', async () => {
  market = await openApi(db, new FakeChain(), { limits: { ...DEFAULT_API_LIMITS, analysesPerMinute: 2 } })
  const { cid } = await market.store.put([new Uint8Array(3)])
  await market.store.delete(cid)
  const post = async () =>
    (await market.api.inject({ method: 'POST', url: `/api/analyses/${cid}`, headers: { host: 'localhost' } }))
      .statusCode
  expect([await post(), await post(), await post()]).toEqual([404, 404, 429])
})

test('maxConnections: further ones are dropped until others have gone', async () => {
  const port = await listening({ maxConnections: 2 })
  const held = [1, 2].map(() => connect({ port, host: '127.0.0.1' }))
  await Promise.all(held.map((socket) => once(socket, 'connect')))
  await expect.poll(() => new Promise((done) => market.api.server.getConnections((_, count) => done(count)))).toBe(2)
  expect(await answerTo(port, `${GET}\r\n`)).toBe('')
  for (const socket of held) socket.destroy()
  await expect.poll(() => answerTo(port, `${GET}\r\n`)).toMatch(/^HTTP\/1\.1 200/)
})

test('maxHeaderBytes: longer headers are refused', async () => {
  const port = await listening({ maxHeaderBytes: 1_000 })
  expect(await answerTo(port, `${GET}X: ${'x'.repeat(500)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200/)
  expect(await answerTo(port, `${GET}X: ${'x'.repeat(1_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431/)
})

test('requestTimeoutMs: a request that never ends is told so, and cut', async () => {
  const port = await listening({ requestTimeoutMs: 100 })
  expect(await answerTo(port, GET)).toMatch(/^HTTP\/1\.1 408/)
})
