import { ss58Encode } from '@echochain/codec'
import {
  type ChainEvent,
  type Earnings,
  type LicenceCard,
  MarketClient,
  type MarketAccount,
  type Payment,
  type PurchaseCard,
  type SampleCard,
  type SampleDetail,
  type SampleFacets,
} from '@echochain/sdk'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { z } from 'zod'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { type ApiUnderTest, openApi } from '../testing/apiUnderTest.ts'
import { ALICE, BOB, FakeChain } from '../testing/FakeChain.ts'
import { ECHO, marketCalls, offer } from '../testing/marketCalls.ts'
import type { accountView } from './accounts/getAccount.ts'
import type { earningsView } from './accounts/listEarnings.ts'
import type { paymentView } from './accounts/listPayments.ts'
import type { eventView } from './chain/listEvents.ts'
import type { licenceView } from './licences/listLicences.ts'
import type { purchaseView } from './licences/listPurchases.ts'
import type { sampleFacets } from './samples/countFacets.ts'
import type { sampleCard, sampleDetail } from './samples/sampleSchemas.ts'

// The SDK's client and this API are written apart, for different packages: what the one asks for the other must have.

const alice = ss58Encode(ALICE.account)
let db: Database
let market: ApiUnderTest
let chain: FakeChain
let client: MarketClient
beforeAll(async () => {
  db = await openDatabase({})
  chain = new FakeChain()
  const calls = marketCalls(chain.runtime)
  chain.produce([BOB, calls.register({ title: 'Root', file: 1, tags: ['drums'] })])
  chain.produce([BOB, calls.register({ title: 'Leaf', file: 2, parents: [{ sample: 1, basisPoints: 2_000 }] })])
  chain.produce([ALICE, calls.buy(1, offer(ECHO))])
  market = await openApi(db, chain)
  client = new MarketClient('http://localhost:8080', async (input, init) => {
    const { statusCode, body } = await market.api.inject({
      method: (init?.method ?? 'GET') as 'GET',
      url: String(input).replace('http://localhost:8080', ''),
      headers: { host: 'localhost:8080', ...(init?.headers as Record<string, string>) },
      payload: init?.body as string | undefined,
    })
    return new Response(body, { status: statusCode })
  })
})
afterAll(async () => {
  await market.close()
  await db.destroy()
})

describe('every method of the SDK’s MarketClient is answered', () => {
  const everything = { q: 'r', tag: ['drums'], kind: ['Loop', 'Stem'], bpmMin: 0, status: 'Pending' } as const
  const filters = { ...everything, forSale: true, priceMax: 5n * ECHO, derived: false, owner: ss58Encode(BOB.account) }

  test.each<[string, () => Promise<unknown>, object]>([
    ['network', () => client.network(), { genesisHash: expect.any(String) }],
    ['status', () => client.status(), { indexed: { number: 3 } }],
    ['samples', () => client.samples({ ...filters, sort: 'popular', peaks: 8, limit: 5 }), { items: [{ id: 1 }] }],
    ['facets', () => client.facets(filters), { total: 1 }],
    ['sample', () => client.sample(2), { parents: [{ sample: 1 }] }],
    ['sampleHistory', () => client.sampleHistory(1, { limit: 1 }), { nextCursor: expect.any(String) }],
    ['samplePrices', () => client.samplePrices(1), [{ minPrice: String(ECHO) }]],
    ['account', () => client.account(alice), { purchases: 1 }],
    ['earnings', () => client.earnings(ss58Encode(BOB.account)), [{ role: 'Owner' }]],
    ['payments', () => client.payments(ss58Encode(BOB.account)), { items: [{ purchase: 1 }] }],
    ['history', () => client.history(alice, { name: ['SampleRegistry'], limit: 3 }), { nextCursor: null }],
    ['licences', () => client.licences({ holder: alice, sample: 1 }), { items: [{ id: 1 }] }],
    ['licence', () => client.licence(1), { holder: alice }],
    ['purchases', () => client.purchases({ buyer: alice }), { items: [{ licence: 1 }] }],
    ['purchase', () => client.purchase(1), { shares: [{ role: 'Owner' }] }],
    ['blocks', () => client.blocks({ limit: 2 }), { items: [{ number: 3 }, { number: 2 }] }],
    ['block', () => client.block(chain.best.hash), { number: 3 }],
    ['extrinsics', () => client.extrinsics({ signer: alice }), { items: [{ id: '3-1' }] }],
    ['extrinsic', () => client.extrinsic('3-1'), { call: 'SampleRegistry.buy_licence', success: true }],
    ['events', () => client.events({ sample: 1, name: 'SampleRegistry' }), { items: expect.any(Array) }],
    ['search', () => client.search('Root'), [{ type: 'sample', id: '1' }]],
  ])('%s', async (_, ask, answer) => expect(await ask()).toMatchObject(answer))

  test.each<[string, () => Promise<unknown>, object]>([
    ['peaks', () => client.peaks(1, 100), { status: 404 }],
    ['analysis', () => client.analysis('x'), { status: 400, reason: 'BAD_REQUEST' }],
    ['requestAnalysis', () => client.requestAnalysis('x'), { status: 400, reason: 'BAD_REQUEST' }],
    ['requestFaucet', () => client.requestFaucet(alice), { status: 404, reason: 'NOT_FOUND' }],
  ])('%s, also where the answer is no', async (_, ask, refusal) => expect(ask()).rejects.toMatchObject(refusal))
})

/** The client knows hashes as `0x…`; JSON schemas know texts. */
type Plain<T> = T extends `0x${string}`
  ? string
  : T extends readonly (infer E)[]
    ? readonly Plain<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Plain<T[K]> }
      : T

test('what is answered has the types that the client promises (checked by tsc)', () => {
  expectTypeOf<z.infer<typeof sampleCard>>().toExtend<Plain<SampleCard>>()
  expectTypeOf<z.infer<typeof sampleDetail>>().toExtend<Plain<SampleDetail>>()
  expectTypeOf<z.infer<typeof sampleFacets>>().toExtend<Plain<SampleFacets>>()
  expectTypeOf<z.infer<typeof accountView>>().toExtend<Plain<MarketAccount>>()
  expectTypeOf<z.infer<typeof earningsView>>().toExtend<Plain<Earnings>>()
  expectTypeOf<z.infer<typeof paymentView>>().toExtend<Plain<Payment>>()
  expectTypeOf<z.infer<typeof licenceView>>().toExtend<Plain<LicenceCard>>()
  expectTypeOf<z.infer<typeof purchaseView>>().toExtend<Plain<PurchaseCard>>()
  expectTypeOf<z.infer<typeof eventView>>().toExtend<Plain<ChainEvent>>()
})
