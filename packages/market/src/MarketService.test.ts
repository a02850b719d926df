import { encode, ss58Encode, toHex } from '@echochain/codec'
import { systemClock } from '@echochain/consensus'
import { cidToBytes, uploadContent } from '@echochain/content'
import { DiskBlobStore } from '@echochain/content/node'
import { keypairFromUri, MultiSignature } from '@echochain/crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoSamples } from './demo/index.ts'
import { SAMPLE_RATE } from './demo/synth/Sound.ts'
import { encodeWav } from './demo/wavFile.ts'
import { MarketService, type MarketServiceOptions } from './MarketService.ts'
import { BOB, FakeChain, GENESIS_TIME_MS } from './testing/FakeChain.ts'
import { FakeNode } from './testing/FakeNode.ts'
import { marketCalls } from './testing/marketCalls.ts'
import { silentLogger } from './testing/silentLogger.ts'
import { TemporaryPostgres } from './testing/TemporaryPostgres.ts'

let directory: string
let chain: FakeChain
let node: FakeNode
const running: MarketService[] = []

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'market-service-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))
beforeEach(async () => {
  chain = new FakeChain()
  node = await FakeNode.listen(chain)
})
afterEach(async () => {
  for (const market of running.splice(0)) await market.stop()
  await node.close()
})

async function start(options: Partial<MarketServiceOptions> & { dataDir: string }): Promise<MarketService> {
  const market = await MarketService.start({
    nodeUrl: node.url,
    apiPort: 0,
    gatewayPort: 0,
    clock: systemClock,
    logger: silentLogger,
    ...options,
  })
  running.push(market)
  return market
}

const stop = (market: MarketService): Promise<void> => {
  running.splice(running.indexOf(market), 1)
  return market.stop()
}

const read = async ({ apiPort }: MarketService, path: string): Promise<any> =>
  (await fetch(`http://127.0.0.1:${apiPort}${path}`)).json()

const indexedUpTo = (market: MarketService, number: number) =>
  expect.poll(() => market.status.tip?.number, { timeout: 20_000 }).toBe(number)

test('a file is uploaded, analysed, registered, found and served; a restart goes on; a rebuild comes to the same', async () => {
  const dataDir = join(directory, 'whole')
  let market = await start({ dataDir })
  await indexedUpTo(market, 0)
  const [sample] = demoSamples().slice(-1)
  const file = new Blob([sample.render() as Uint8Array<ArrayBuffer>])
  const gateway = `http://127.0.0.1:${market.gatewayPort}`
  const upload = (keypair: typeof BOB) =>
    uploadContent(gateway, file, {
      account: ss58Encode(keypair.account),
      genesisHash: chain.genesisHash,
      sign: (_, bytes) => toHex(encode(MultiSignature, keypair.sign(bytes))),
      retries: 0,
    })
  await expect(upload(keypairFromUri('//Nobody', 'ed25519'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  const { cid } = await upload(BOB)
  chain.produce([
    BOB,
    marketCalls(chain.runtime).register({ title: sample.title, file: 1, content: { contentCid: cidToBytes(cid) } }),
  ])
  await indexedUpTo(market, 1)
  // Nobody asked for the analysis: a sample whose file is here is analysed when it appears.
  await expect
    .poll(async () => (await read(market, '/api/samples?peaks=8')).items[0].peaks, { timeout: 20_000 })
    .toBeTruthy()
  const before = await read(market, '/api/samples/1')
  expect(before).toMatchObject({ title: sample.title, contentCid: cid, stored: true })
  const served = await fetch(`${gateway}/ipfs/${cid}`)
  expect(await served.bytes()).toEqual(await file.bytes())

  await stop(market)
  chain.produce()
  market = await start({ dataDir })
  await indexedUpTo(market, 2)
  expect(await read(market, '/api/samples/1')).toEqual(before)

  await stop(market)
  market = await start({ dataDir, rebuild: true })
  await indexedUpTo(market, 2)
  expect(await read(market, '/api/samples/1')).toEqual(before)
  expect((await read(market, '/api/samples?peaks=8')).items[0].peaks).toBeTruthy()
})

test('an upload while the node is away is answered 503: come again', async () => {
  const market = await start({ dataDir: join(directory, 'away') })
  await indexedUpTo(market, 0)
  await node.close()
  const uploading = uploadContent(`http://127.0.0.1:${market.gatewayPort}`, new Blob(['a sound']), {
    account: ss58Encode(BOB.account),
    genesisHash: chain.genesisHash,
    sign: (_, bytes) => toHex(encode(MultiSignature, BOB.sign(bytes))),
    fetch: async (...request) => {
      const response = await fetch(...request)
      expect(response.status).toBe(503)
      return response
    },
  })
  await expect(uploading).rejects.toMatchObject({ code: 'BUSY', message: expect.stringContaining('node') })
})

test('stopping ends a long analysis at once, with a code', async () => {
  const dataDir = join(directory, 'hearing')
  const store = await DiskBlobStore.open({ path: join(dataDir, 'content') })
  const left = new Float64Array(480 * SAMPLE_RATE)
  const { cid } = await store.put([encodeWav({ left, right: left }, 'Silence')])
  await store.close()
  const market = await start({ dataDir })
  const asked = fetch(`http://127.0.0.1:${market.apiPort}/api/analyses/${cid}`, { method: 'POST' })
  await expect.poll(() => readdirSync(join(dataDir, 'analysis'))).toEqual([cid])
  await stop(market)
  const answer = await asked
  expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'CLOSED' }])
})

test('a second market on the same data is refused, with the process that has them', async () => {
  const dataDir = join(directory, 'locked')
  await start({ dataDir })
  await expect(start({ dataDir })).rejects.toMatchObject({
    code: 'DATABASE_LOCKED',
    message: expect.stringContaining(`process ${process.pid}`),
  })
})

test('a taken port is named with the flag that changes it, and nothing stays behind', async () => {
  const dataDir = join(directory, 'ports')
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const named = (flag: string) => ({
    code: 'PORT_TAKEN',
    message: expect.stringMatching(new RegExp(`Port ${port} .*${flag}`)),
  })
  await expect(start({ dataDir, apiPort: port })).rejects.toMatchObject(named('--api-port'))
  await expect(start({ dataDir, gatewayPort: port })).rejects.toMatchObject(named('--gateway-port'))
  other.close()
  await start({ dataDir, apiPort: port })
})

test('a node of another chain is refused; with rebuild the market follows it', async () => {
  const dataDir = join(directory, 'other')
  const market = await start({ dataDir })
  await indexedUpTo(market, 0)
  await stop(market)
  await node.close()
  chain = new FakeChain({ genesisTimeMs: GENESIS_TIME_MS + 1n })
  node = await FakeNode.listen(chain)
  await expect(start({ dataDir })).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
  await indexedUpTo(await start({ dataDir, rebuild: true }), 0)
})

const programs = TemporaryPostgres.programs()
test.skipIf(!programs)('with DATABASE_URL it indexes into PostgreSQL', async () => {
  const server = await TemporaryPostgres.start(programs!)
  const market = await start({ dataDir: join(directory, 'postgres'), databaseUrl: await server.createDatabase() })
  await indexedUpTo(market, 0)
  expect(await read(market, '/api/status')).toMatchObject({ indexed: { number: 0 } })
  await stop(market)
  await server.stop()
})

test('a PostgreSQL that does not answer is named without its password', async () => {
  const starting = start({
    dataDir: join(directory, 'nowhere'),
    databaseUrl: 'postgresql://me:secret@127.0.0.1:1/market',
  })
  await expect(starting).rejects.toMatchObject({
    code: 'DATABASE_UNREACHABLE',
    message: expect.stringContaining('127.0.0.1:1/market'),
  })
  await expect(starting).rejects.not.toMatchObject({ message: expect.stringContaining('secret') })
})
