import { FakeClock } from '@echochain/consensus'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { AudioAnalyser } from '../audio/index.ts'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { demoSamples } from '../demo/index.ts'
import { IndexStore } from '../indexer/IndexStore.ts'
import { MarketError } from '../MarketError.ts'
import { type ApiUnderTest, openApi } from '../testing/apiUnderTest.ts'
import { BOB, FakeChain } from '../testing/FakeChain.ts'
import { marketCalls } from '../testing/marketCalls.ts'
import { DEFAULT_API_LIMITS } from './ApiLimits.ts'

const OPENAPI = fileURLToPath(new URL('../../../../docs/openapi.json', import.meta.url))

let db: Database
let chain: FakeChain
let market: ApiUnderTest

beforeAll(async () => {
  db = await openDatabase({})
})
afterAll(() => db.destroy())
beforeEach(async () => {
  await IndexStore.clear(db)
  chain = new FakeChain()
})
afterEach(() => market.close())

const HOST = { host: 'localhost:8080' }

describe('doors', () => {
  test.each([
    [{ host: 'evil.example' }, 'HOST_REFUSED'],
    [{ host: '127.0.0.1.evil.example:8080' }, 'HOST_REFUSED'],
    [{ ...HOST, origin: 'https://evil.example' }, 'ORIGIN_REFUSED'],
    [{ ...HOST, origin: 'null' }, 'ORIGIN_REFUSED'],
    [{ ...HOST, origin: 'http://localhost.evil.example' }, 'ORIGIN_REFUSED'],
  ])('%j is refused', async (headers, code) => {
    market = await openApi(db, chain)
    for (const url of ['/api/status', '/api/stream', '/api/openapi.json', '/nowhere'])
      for (const method of ['GET', 'OPTIONS', 'POST'] as const) {
        const response = await market.api.inject({ method, url, headers })
        expect({ status: response.statusCode, code: response.json().code }, `${method} ${url}`).toEqual({
          status: 403,
          code,
        })
        expect(response.headers['access-control-allow-origin']).toBeUndefined()
      }
  })

  test.each([
    [{ host: '127.0.0.1:8080' }],
    [{ host: '[::1]:8080' }],
    [{ host: 'Market.Example.Org' }],
    [{ ...HOST, origin: 'http://localhost:5173' }],
    [{ ...HOST, origin: 'https://app.example.org' }],
  ])('%j is let in', async (headers: Record<string, string>) => {
    market = await openApi(db, chain, {
      doors: { allowedHosts: ['market.example.org'], allowedOrigins: ['https://app.example.org'] },
    })
    const response = await market.api.inject({ url: '/api/status', headers })
    expect(response.statusCode).toBe(200)
    expect(response.headers['access-control-allow-origin']).toBe(headers.origin)
    expect(response.headers['x-content-type-options']).toBe('nosniff')
  })

  test('a page of an allowed origin may ask what it may ask (CORS preflight)', async () => {
    market = await openApi(db, chain)
    const headers = { ...HOST, origin: 'http://localhost:5173', 'access-control-request-method': 'POST' }
    const response = await market.api.inject({ method: 'OPTIONS', url: '/api/analyses/x', headers })
    expect(response.statusCode).toBe(204)
    expect(response.headers['access-control-allow-methods']).toContain('POST')
  })
})

describe('limits', () => {
  test('too many requests are told to wait', async () => {
    market = await openApi(db, chain, { limits: { ...DEFAULT_API_LIMITS, requestsPerMinute: 3 } })
    for (let request = 0; request < 3; request++) await market.read('/api/status')
    expect(await market.get('/api/status')).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } })
  })

  test('a large body, a wrong one and a long path are refused', async () => {
    market = await openApi(db, chain)
    const post = (payload: string) =>
      market.api.inject({
        method: 'POST',
        url: `/api/analyses/${'b'.repeat(59)}`,
        payload,
        headers: { ...HOST, 'content-type': 'application/json' },
      })
    expect((await post('x'.repeat(20_000))).statusCode).toBe(413)
    expect((await post('{')).statusCode).toBe(400)
    expect((await market.get(`/api/samples/${'1'.repeat(200)}`)).status).toBe(414)
  })
})

describe('failures', () => {
  test('an unknown path says where the known ones are listed', async () => {
    market = await openApi(db, chain)
    expect(await market.get('/api/simples')).toEqual({
      status: 404,
      body: {
        code: 'NOT_FOUND',
        message: 'There is nothing at GET /api/simples',
        hint: 'GET /api/openapi.json lists what there is',
      },
    })
  })

  test('without a node, what needs one is unavailable and says so', async () => {
    const source = chain.connect()
    market = await openApi(db, chain, { source })
    source.storageAt = () => Promise.reject(new MarketError('NODE_UNREACHABLE', 'No node'))
    const { status, body } = await market.get('/api/accounts/5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'NODE_UNREACHABLE' })
  })

  test('a fault of ours tells nothing of the inside', async () => {
    market = await openApi(db, chain)
    await db.schema.alterTable('samples').renameTo('samples_gone').execute()
    try {
      const { status, body } = await market.get('/api/samples')
      expect(status).toBe(500)
      expect(body).toEqual({
        code: 'INTERNAL',
        message: 'The market could not answer this',
        hint: 'If it happens again, look into its log',
      })
    } finally {
      await db.schema.alterTable('samples_gone').renameTo('samples').execute()
    }
  })
})

describe('sound', () => {
  const kick = demoSamples().find(({ title }) => title === 'Velvet Kick')!

  test('an uploaded file is analysed once, and its waveform shown', async () => {
    const analyser = new AudioAnalyser()
    market = await openApi(db, chain, { analyser })
    const { cid } = await market.store.put([kick.render()])
    const post = () => market.api.inject({ method: 'POST', url: `/api/analyses/${cid}`, headers: HOST })
    const [first, second] = await Promise.all([post(), post()])
    expect(first.statusCode).toBe(200)
    expect(second.json()).toEqual(first.json())
    expect(first.json().result).toMatchObject({ format: 'wav', kind: 'OneShot', sampleRate: 44_100, channels: 2 })
    await analyser.close() // whatever is asked now comes from the database
    expect((await post()).json()).toEqual(first.json())
    expect(await market.read(`/api/analyses/${cid}`)).toEqual(first.json())
    const file = { contentCid: (await import('@echochain/content')).cidToBytes(cid) }
    chain.produce([BOB, marketCalls(chain.runtime).register({ title: 'Kick', file: 1, content: file })])
    await market.index()
    const peaks = await market.read('/api/samples/1/peaks?pairs=100')
    expect(Buffer.from(peaks.peaks, 'base64')).toHaveLength(200)
    const { items } = await market.read('/api/samples?peaks=100')
    expect(items[0].peaks).toBe(peaks.peaks)
    expect((await market.read('/api/samples')).items[0].peaks).toBeUndefined()
    expect(await market.read('/api/samples/1')).toMatchObject({ stored: true })
  })

  test('a file that is no sound is an error with the reason, once and for all', async () => {
    const analyser = new AudioAnalyser()
    market = await openApi(db, chain, { analyser })
    const { cid } = await market.store.put([new Uint8Array(1_000).fill(7)])
    const post = () => market.api.inject({ method: 'POST', url: `/api/analyses/${cid}`, headers: HOST })
    const response = await post()
    expect({ status: response.statusCode, code: response.json().code }).toEqual({
      status: 422,
      code: 'UNSUPPORTED_FORMAT',
    })
    await analyser.close()
    expect((await post()).json()).toEqual(response.json())
  })

  test('a file that is not here, and what is no CID, cannot be analysed', async () => {
    market = await openApi(db, chain)
    const { cid } = await market.store.put([new Uint8Array(3)])
    await market.store.delete(cid)
    const status = async (name: string) =>
      (await market.api.inject({ method: 'POST', url: `/api/analyses/${name}`, headers: HOST })).statusCode
    expect(await status(cid)).toBe(404)
    expect(await status('..%2f..%2fetc')).toBe(400)
    expect((await market.get(`/api/analyses/${cid}`)).status).toBe(404)
  })
})

describe('stream', () => {
  const open = async (port: number): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      httpGet({ port, path: '/api/stream', host: '127.0.0.1', headers: { host: 'localhost' } }, resolve).on(
        'error',
        reject,
      )
    })

  const eventsOf = async function* (response: IncomingMessage) {
    let text = ''
    for await (const piece of response.setEncoding('utf8')) {
      text += piece
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      yield* blocks
    }
  }

  test('tells of blocks, retracted ones, and records that changed; closes with the server', async () => {
    const clock = new FakeClock(0)
    market = await openApi(db, chain, { clock, limits: { ...DEFAULT_API_LIMITS, maxStreams: 1 } })
    await market.api.listen({ port: 0, host: '127.0.0.1' })
    const { port } = market.api.server.address() as { port: number }
    const response = await open(port)
    expect(response.headers['content-type']).toBe('text/event-stream')
    const events = eventsOf(response)
    expect((await events.next()).value).toBe('retry: 2000')
    expect((await open(port)).statusCode).toBe(503)
    chain.produce([BOB, marketCalls(chain.runtime).register({ title: 'New', file: 1 })])
    await market.index()
    const data = JSON.parse(((await events.next()).value as string).split('data: ')[1])
    expect(data).toMatchObject({
      best: chain.best,
      retractedTo: null,
      samples: [1],
      blocks: [{ number: 1, extrinsics: 2 }],
    })
    chain.setBest(chain.build([], { parent: chain.genesisHash, skippedSlots: 2 }))
    await market.index()
    expect(((await events.next()).value as string).split('data: ')[1]).toContain('"retractedTo":0')
    clock.advanceBy(15_000)
    expect((await events.next()).value).toBe(':')
    await market.api.close()
    expect((await events.next()).done).toBe(true)
  })
})

describe('description', () => {
  test('docs/openapi.json is what the server says of itself (run with UPDATE=1 to renew)', async () => {
    market = await openApi(db, chain)
    const described = await market.read('/api/openapi.json')
    const text = `${JSON.stringify(described, null, 2)}\n`
    if (process.env.UPDATE) writeFileSync(OPENAPI, text)
    expect(existsSync(OPENAPI) && readFileSync(OPENAPI, 'utf8')).toBe(text)
    expect(described.openapi).toBe('3.1.0')
    for (const [path, operations] of Object.entries<any>(described.paths))
      for (const operation of Object.values<any>(operations)) expect(operation.summary, path).toBeTruthy()
  })

  test('the page for people lists every route, without scripts', async () => {
    market = await openApi(db, chain)
    const response = await market.api.inject({ url: '/api/docs', headers: HOST })
    expect(response.headers['content-type']).toContain('text/html')
    for (const path of Object.keys((await market.read('/api/openapi.json')).paths))
      expect(response.body).toContain(path)
    expect(response.body).not.toContain('<script')
  })
})
