import { toHex, ss58Encode } from '@echochain/codec'
import { keypairFromUri } from '@echochain/crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Database, openDatabase } from '../../database/openDatabase.ts'
import { FaucetError } from '../../faucet/FaucetError.ts'
import { DEFAULT_FAUCET_RULES } from '../../faucet/FaucetRules.ts'
import { IndexStore } from '../../indexer/IndexStore.ts'
import { MarketError } from '../../MarketError.ts'
import { type ApiUnderTest, openApi } from '../../testing/apiUnderTest.ts'
import { FakeChain } from '../../testing/FakeChain.ts'
import type { ApiParts } from '../Api.ts'

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

const ANNA = ss58Encode(keypairFromUri('//Anna', 'sr25519').account)
const FAUCET = keypairFromUri('//Faucet', 'sr25519').account
const HASH = toHex(new Uint8Array(32).fill(7))

/** A faucet that answers as told. */
const faucetThat = (request: () => Promise<typeof HASH>) =>
  ({ account: FAUCET, rules: DEFAULT_FAUCET_RULES, request }) as unknown as NonNullable<ApiParts['faucet']>

const askFaucet = async (payload: object) => {
  const response = await market.api.inject({
    method: 'POST',
    url: '/api/faucet',
    payload,
    headers: { host: 'localhost:8080' },
  })
  return { status: response.statusCode, body: response.json(), retryAfter: response.headers['retry-after'] }
}

describe('GET /api/network', () => {
  test('tells an application all it needs to use the chain', async () => {
    market = await openApi(db, chain, { faucet: faucetThat(async () => HASH) })
    expect(await market.read('/api/network')).toEqual({
      name: 'EchoChain Development',
      preset: 'dev',
      development: true,
      genesisHash: chain.genesisHash,
      slotMs: 1_000,
      token: { symbol: 'ECHO', decimals: 12 },
      ss58Prefix: 42,
      rpcUrls: ['ws://localhost:9944'],
      gatewayUrl: 'http://localhost:8081',
      faucet: { address: ss58Encode(FAUCET), amount: '100000000000000', everySeconds: 3_600 },
    })
  })

  test('names no faucet where there is none', async () => {
    market = await openApi(db, chain)
    expect(await market.read('/api/network')).toMatchObject({ faucet: null })
  })

  test('is known from the node before anything is indexed, and from the index when the node is away', async () => {
    const source = chain.connect()
    market = await openApi(db, chain, { source })
    const before = await market.read('/api/network')
    const ask = source.storageAt
    source.storageAt = () => Promise.reject(new MarketError('NODE_UNREACHABLE', 'No node'))
    expect(await market.read('/api/network')).toEqual(before)
    await IndexStore.clear(db)
    expect(await market.get('/api/network')).toMatchObject({ status: 503, body: { code: 'NODE_UNREACHABLE' } })
    source.storageAt = ask
    expect(await market.read('/api/network')).toEqual(before)
  })

  test('is unavailable for a moment while the market starts', async () => {
    market = await openApi(db, chain, { addresses: { nodeUrl: 'ws://127.0.0.1:9944', gatewayPort: () => undefined } })
    expect(await market.get('/api/network')).toMatchObject({ status: 503, body: { code: 'NODE_UNREACHABLE' } })
  })
})

describe('POST /api/faucet', () => {
  test('answers with what was sent', async () => {
    market = await openApi(db, chain, { faucet: faucetThat(async () => HASH) })
    expect(await askFaucet({ address: ANNA })).toMatchObject({
      status: 200,
      body: { address: ANNA, amount: '100000000000000', extrinsic: HASH },
    })
  })

  test.each([
    [new FaucetError('FAUCET_WAIT', 'Not yet', { retryAfterSeconds: 3_590 }), 429, 'Come again in 60 minutes', '3590'],
    [new FaucetError('FAUCET_BUSY', 'Many ask', { retryAfterSeconds: 5 }), 503, 'Come again in 5 seconds', '5'],
    [new FaucetError('FAUCET_NOT_NEEDED', 'Enough'), 409, undefined, undefined],
    [new FaucetError('FAUCET_EMPTY', 'Nothing left'), 503, undefined, undefined],
  ])('tells why it gave nothing: %s', async (error, status, hint, retryAfter) => {
    const refuse = async () => {
      throw error
    }
    market = await openApi(db, chain, { faucet: faucetThat(refuse) })
    const { code, message } = error
    expect(await askFaucet({ address: ANNA })).toEqual({ status, body: { code, message, hint }, retryAfter })
  })

  test('there is none where the operator wants none', async () => {
    market = await openApi(db, chain)
    expect(await askFaucet({ address: ANNA })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })

  test.each([[{ address: 'nobody' }], [{}], [{ address: ANNA, amount: '1' }]])('refuses %j', async (payload) => {
    market = await openApi(db, chain, { faucet: faucetThat(async () => HASH) })
    expect(await askFaucet(payload)).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
  })
})
