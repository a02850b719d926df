import { accountIdToBytes, ss58Encode, toHex } from '@echochain/codec'
import { expect, test } from 'vitest'
import { MarketError } from '../MarketError.ts'
import { openApi } from '../testing/apiUnderTest.ts'
import { ALICE, BOB, CHARLIE, DAVE, FakeChain } from '../testing/FakeChain.ts'
import { ECHO, marketCalls, offer } from '../testing/marketCalls.ts'
import { onEveryDatabase } from '../testing/onEveryDatabase.ts'

const [alice, bob, charlie, dave] = [ALICE, BOB, CHARLIE, DAVE].map(({ account }) => ss58Encode(account))
const PRICE = offer(100n * ECHO, 'Commercial')

/** Bob's sample is made from Dave's; Charlie buys a licence of it, and hands it to Dave; Alice makes a mistake. */
function playMarket(): FakeChain {
  const chain = new FakeChain()
  const market = marketCalls(chain.runtime)
  const royalties = [{ account: CHARLIE.account, basisPoints: 1_000 }]
  chain.produce([DAVE, market.register({ title: 'Root', file: 1 })])
  chain.produce([
    BOB,
    market.register({
      title: 'Leaf',
      file: 2,
      offers: [PRICE],
      royalties,
      parents: [{ sample: 1, basisPoints: 2_000 }],
    }),
  ])
  chain.produce([CHARLIE, market.buy(2, PRICE)], [ALICE, market.buy(2, offer(ECHO))])
  chain.produce([CHARLIE, market.passOn(1, DAVE.account)], [ALICE, market.transfer(BOB.account, 7n * ECHO)])
  chain.finalize(3)
  return chain
}

onEveryDatabase((under) => {
  test('a purchase shows how its price was divided, to the unit', async () => {
    const { read, close } = await openApi(under.db, playMarket())
    const purchase = await read('/api/purchases/1')
    expect(purchase).toMatchObject({
      buyer: charlie,
      seller: bob,
      price: '100000000000000',
      state: 'Settled',
      licence: 1,
      sample: { id: 2, title: 'Leaf' },
    })
    const { fee, burned, treasury, deliveryEscrow } = purchase.settlement
    expect([fee, burned, treasury, deliveryEscrow]).toEqual([
      '2500000000000',
      '1250000000000',
      '750000000000',
      '500000000000',
    ])
    expect(purchase.shares).toEqual([
      { account: dave, amount: '19500000000000', role: 'Upstream', viaSample: 1, credited: false },
      { account: charlie, amount: '7800000000000', role: 'Royalty', viaSample: null, credited: false },
      { account: bob, amount: '70200000000000', role: 'Owner', viaSample: null, credited: false },
    ])
    const paid = purchase.shares.reduce((sum: bigint, share: any) => sum + BigInt(share.amount), BigInt(fee))
    expect(paid).toBe(100n * ECHO)
    await close()
  })

  test('a licence is a certificate: terms, parties, block, and where its proof is', async () => {
    const chain = playMarket()
    const { read, close } = await openApi(under.db, chain)
    expect(await read('/api/licences/1')).toMatchObject({
      holder: dave,
      buyer: charlie,
      seller: bob,
      kind: 'Commercial',
      terms: PRICE.terms,
      transferable: true,
      price: '100000000000000',
      issuedAt: { number: 3, hash: chain.hashAt(3), finalized: true, timestampMs: 1_790_000_003_000 },
      genesisHash: chain.genesisHash,
      sample: { id: 2, title: 'Leaf' },
    })
    expect((await read(`/api/licences?holder=${dave}`)).items.map(({ id }: any) => id)).toEqual([1])
    expect((await read(`/api/licences?holder=${charlie}`)).items).toEqual([])
    expect((await read('/api/licences?sample=2')).items).toHaveLength(1)
    expect((await read(`/api/purchases?buyer=${charlie}`)).items).toHaveLength(1)
    expect((await read(`/api/purchases?seller=${charlie}`)).items).toEqual([])
    await close()
  })

  test('an account: balance now, earnings per sample and share, payments, history', async () => {
    const chain = playMarket()
    const { read, close } = await openApi(under.db, chain)
    const account = await read(`/api/accounts/${bob}`)
    expect(account).toMatchObject({
      address: bob,
      exists: true,
      samples: 1,
      licences: 0,
      purchases: 0,
      sales: 1,
      earned: '70200000000000',
      spent: '0',
      at: { number: 4 },
    })
    expect(BigInt(account.balance.transferable)).toBe(BigInt(account.balance.free) - 10_000_000n)
    expect(BigInt(account.balance.reserved)).toBe(BigInt((await read('/api/samples/2')).deposit))
    expect((await read(`/api/accounts/${dave}/earnings`)).items).toEqual([
      { sample: { id: 1, title: 'Root' }, role: 'Upstream', total: '19500000000000', payments: 1, credited: '0' },
    ])
    expect((await read(`/api/accounts/${charlie}/payments`)).items).toMatchObject([
      { block: { number: 3 }, purchase: 1, sold: { id: 2, title: 'Leaf' }, role: 'Royalty', amount: '7800000000000' },
    ])
    const transfers = await read(`/api/accounts/${ss58Encode(BOB.account, 0)}/history?name=Balances.Transfer`)
    expect(transfers.items).toMatchObject([
      { block: { number: 4 }, data: { from: alice, to: bob, amount: '7000000000000' } },
    ])
    const all = await read(`/api/accounts/${bob}/history?name=SampleRegistry&limit=100`)
    expect(all.items.map(({ name }: any) => name)).toEqual([
      'SampleRegistry.SharePaid',
      'SampleRegistry.SampleRegistered',
    ])
    await close()
  })

  test('an account nobody has heard of is empty, not an error', async () => {
    const { read, close } = await openApi(under.db, new FakeChain())
    const nobody = ss58Encode('x'.repeat(32) as typeof ALICE.account)
    expect(await read(`/api/accounts/${nobody}`)).toMatchObject({
      exists: false,
      nonce: 0,
      earned: '0',
      balance: { free: '0', transferable: '0' },
    })
    expect((await read(`/api/accounts/${nobody}/earnings`)).items).toEqual([])
    await close()
  })

  test('blocks, extrinsics and events, with decoded arguments, fees and errors by name', async () => {
    const chain = playMarket()
    const { read, get, close } = await openApi(under.db, chain)
    expect((await read('/api/blocks?limit=2')).items.map(({ number }: any) => number)).toEqual([4, 3])
    const block = await read('/api/blocks/3')
    expect(block).toEqual(await read(`/api/blocks/${chain.hashAt(3)}`))
    expect(block).toMatchObject({
      author: alice,
      slot: '3',
      extrinsics: 3,
      finalized: true,
      parentHash: chain.hashAt(2),
    })
    const [failed] = (await read(`/api/extrinsics?signer=${alice}&block=3`)).items
    expect(failed).toMatchObject({
      id: '3-2',
      call: 'SampleRegistry.buy_licence',
      args: { sample: 2, max_price: '1000000000000', delivery_key: null },
      success: false,
      error: { code: 'SampleRegistry.OfferNotFound', message: 'The sample has no such offer (any more).' },
    })
    expect(BigInt(failed.fee)).toBeGreaterThan(0n)
    const detail = await read('/api/extrinsics/3-2')
    expect(detail).toEqual(await read(`/api/extrinsics/${failed.hash}`))
    expect(detail.events.at(-1)).toMatchObject({
      name: 'System.ExtrinsicFailed',
      data: { dispatch_error: { code: 'SampleRegistry.OfferNotFound' } },
    })
    expect((await read('/api/extrinsics?call=Timestamp.set&limit=1')).items).toMatchObject([
      { signer: null, args: { now: '1790000004000' } },
    ])
    expect((await read('/api/events?block=3&name=SampleRegistry.SharePaid')).items).toHaveLength(3)
    expect((await read('/api/events?licence=1')).items.map(({ name }: any) => name)).toEqual([
      'SampleRegistry.LicenceTransferred',
      'SampleRegistry.LicenceIssued',
    ])
    expect(await get(`/api/events?licence=1&sample=2`)).toMatchObject({ status: 400 })
    for (const path of [
      '/api/blocks/5',
      `/api/blocks/0x${'00'.repeat(32)}`,
      '/api/extrinsics/3-9',
      '/api/licences/2',
      '/api/purchases/2',
    ])
      expect((await get(path)).status, path).toBe(404)
    await close()
  })

  test('of an extrinsic with very many events the first are shown, and how many there are', async () => {
    const chain = new FakeChain()
    const market = marketCalls(chain.runtime)
    chain.produce([ALICE, market.batch(...Array.from({ length: 1_000 }, () => market.transfer(BOB.account, 1n)))])
    const { read, close } = await openApi(under.db, chain)
    const { success, events, eventCount } = await read('/api/extrinsics/1-1')
    const all = await under.db
      .selectFrom('events')
      .select('index')
      .where('extrinsic', '=', 1)
      .orderBy('index')
      .execute()
    expect(all.length).toBeGreaterThan(2_000)
    expect({ success, eventCount }).toEqual({ success: true, eventCount: all.length })
    expect(events.map(({ index }: any) => index)).toEqual(all.slice(0, 1_000).map(({ index }) => index))
    const few = await read('/api/extrinsics/1-0')
    expect(few.events).toHaveLength(few.eventCount)
    await close()
  })

  test('pages of events and extrinsics show each once', async () => {
    const { read, close } = await openApi(under.db, playMarket())
    for (const path of ['/api/events?', `/api/accounts/${bob}/history?`, '/api/extrinsics?', '/api/blocks?']) {
      const all = (await read(`${path}limit=100`)).items
      const paged: unknown[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: any = await read(`${path}limit=3${cursor && `&cursor=${cursor}`}`)
        paged.push(...page.items)
        cursor = page.nextCursor
      }
      expect(paged, path).toEqual(all)
    }
    await close()
  })

  test('the search box finds whatever a text may name', async () => {
    const chain = playMarket()
    const { read, get, close } = await openApi(under.db, chain)
    const found = async (text: string) =>
      (await read(`/api/search?q=${encodeURIComponent(text)}`)).items.map(({ type, id }: any) => `${type} ${id}`)
    const { hash } = await read('/api/extrinsics/2-1')
    expect(await found(chain.hashAt(2)!)).toEqual([`block ${chain.hashAt(2)}`])
    expect(await found(hash)).toEqual([`extrinsic ${hash}`])
    expect(await found(hash.toUpperCase().replace('0X', '0x'))).toEqual([`extrinsic ${hash}`])
    expect(await found('2')).toEqual(['block 2', 'sample 2'])
    expect(await found('#1')).toEqual(['block 1', 'sample 1', 'licence 1', 'purchase 1'])
    expect(await found('licence 1')).toEqual(['licence 1'])
    expect(await found('Sample #2')).toEqual(['sample 2'])
    expect(await found('purchase 9')).toEqual([])
    expect(await found('3-2')).toEqual(['extrinsic 3-2'])
    expect(await found(ss58Encode(BOB.account, 0))).toEqual([`account ${bob}`])
    expect(await found(toHex(accountIdToBytes(BOB.account)))).toEqual([`account ${bob}`])
    expect(await found(`0x${'ab'.repeat(32)}`)).toEqual([])
    expect(await found('lea')).toEqual(['sample 2'])
    expect(await found('99999999999999999999')).toEqual([])
    expect(await found('%_\\\'"')).toEqual([])
    expect((await get('/api/search?q=')).status).toBe(400)
    await close()
  })

  test('the search box finds what is indexed while the node is away', async () => {
    const chain = playMarket()
    const source = chain.connect()
    const { read, close } = await openApi(under.db, chain, { source })
    source.storageAt = () => Promise.reject(new MarketError('NODE_UNREACHABLE', 'The node is away'))
    const { hash } = await read('/api/extrinsics/2-1')
    expect((await read(`/api/search?q=${hash}`)).items).toHaveLength(1)
    expect((await read(`/api/search?q=0x${'ab'.repeat(32)}`)).items).toEqual([])
    await close()
  })

  test('status tells how far the chain is indexed', async () => {
    const chain = playMarket()
    const { read, index, close } = await openApi(under.db, chain)
    expect(await read('/api/status')).toMatchObject({
      state: 'following',
      genesisHash: chain.genesisHash,
      indexed: chain.best,
      indexedFinalized: 3,
      lag: 0,
      problem: null,
      runtime: 'native:echochain/100/dev',
      counts: { samples: 2, licences: 1, purchases: 1 },
      blocksWithoutEvents: 0,
    })
    chain.setBest(chain.build([], { parent: chain.build([], { parent: chain.hashAt(3)!, skippedSlots: 3 }) }))
    await index()
    expect(await read('/api/status')).toMatchObject({ indexed: { number: 5 }, lag: 0 })
    expect(await read('/api/licences/1')).toMatchObject({ holder: charlie })
    await close()
  })
})
