import { ss58Encode } from '@echochain/codec'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ApiUnderTest, openApi } from '../../testing/apiUnderTest.ts'
import { ALICE, BOB, CHARLIE, DAVE, FakeChain } from '../../testing/FakeChain.ts'
import { ECHO, marketCalls, type NewSample, offer } from '../../testing/marketCalls.ts'
import { onEveryDatabase } from '../../testing/onEveryDatabase.ts'

const SAMPLES: Omit<NewSample, 'file'>[] = [
  { title: 'Night Bus Break', tags: ['drums', 'breakbeat'], bpm: 174_000, offers: [offer(4n * ECHO)] },
  { title: 'Copper Acid', tags: ['bass', 'acid'], bpm: 126_000, key: 21, offers: [offer(5n * ECHO)] },
  { title: 'Amber Light', tags: ['pad'], bpm: 120_500, key: 0, offers: [offer(5n * ECHO), offer(ECHO, 'Commercial')] },
  { title: 'Velvet Kick.wav', tags: ['drums', 'kick'], kind: 'OneShot', offers: [offer(ECHO)] },
  { title: 'Études für Ñandú', tags: ['world'], key: 9, offers: [] },
  { title: 'Boom-Bap #808', tags: ['drums'], bpm: 90_000, offers: [offer(300n * ECHO, 'Exclusive')] },
]

const SEARCHES: [query: string, titles: string[]][] = [
  ['', ['Boom-Bap #808', 'Études für Ñandú', 'Velvet Kick.wav', 'Amber Light', 'Copper Acid', 'Night Bus Break']],
  ['sort=oldest&limit=2', ['Night Bus Break', 'Copper Acid']],
  ['q=acid', ['Copper Acid']],
  ['q=Ac co', ['Copper Acid']],
  ['q=KICK', ['Velvet Kick.wav']],
  ['q=wav', ['Velvet Kick.wav']],
  ['q=etudes nandu', ['Études für Ñandú']],
  ['q=FÜR', ['Études für Ñandú']],
  ['q=boom bap', ['Boom-Bap #808']],
  ['q=808', ['Boom-Bap #808']],
  ['q=174', ['Night Bus Break']],
  ['q=a minor', ['Copper Acid']],
  ['q=174 bpm', ['Night Bus Break']],
  ['q=d minor', []],
  ['q=one shot', ['Velvet Kick.wav']],
  ["q=')) %26 |!:*", []],
  ['q=%20', ['Boom-Bap #808', 'Études für Ñandú', 'Velvet Kick.wav', 'Amber Light', 'Copper Acid', 'Night Bus Break']],
  ['tag=drums', ['Boom-Bap #808', 'Velvet Kick.wav', 'Night Bus Break']],
  ['tag=drums&tag=kick', ['Velvet Kick.wav']],
  ['tag=Drums', []],
  ['kind=OneShot', ['Velvet Kick.wav']],
  ['kind=OneShot&kind=Stem', ['Velvet Kick.wav']],
  ['bpmMin=120.5&bpmMax=126', ['Amber Light', 'Copper Acid']],
  ['bpmMax=100', ['Boom-Bap #808']],
  ['key=A minor', ['Copper Acid']],
  ['key=8A&relative=true', ['Amber Light', 'Copper Acid']],
  ['key=0&key=9', ['Études für Ñandú', 'Amber Light']],
  ['priceMax=1000000000000', ['Velvet Kick.wav', 'Amber Light']],
  ['priceMin=4000000000000&priceMax=5000000000000', ['Copper Acid', 'Night Bus Break']],
  ['forSale=false', ['Études für Ñandú']],
  ['sort=priceAsc', ['Amber Light', 'Velvet Kick.wav', 'Night Bus Break', 'Copper Acid', 'Boom-Bap #808']],
  ['sort=priceDesc', ['Boom-Bap #808', 'Copper Acid', 'Night Bus Break', 'Velvet Kick.wav', 'Amber Light']],
  ['sort=bpmDesc', ['Night Bus Break', 'Copper Acid', 'Amber Light', 'Boom-Bap #808']],
  [`owner=${ss58Encode(CHARLIE.account)}&sort=oldest`, ['Night Bus Break', 'Amber Light', 'Études für Ñandú']],
  [`owner=${ss58Encode(CHARLIE.account, 0)}&limit=1`, ['Études für Ñandú']],
  ['durationMinMs=2001', []],
  ['status=Approved', []],
]

const BAD_REQUESTS: [path: string, complaint: string][] = [
  ['/api/samples?bpmMin=fast', 'bpmMin'],
  ['/api/samples?key=H', 'no key'],
  ['/api/samples?key=24', 'no key'],
  ['/api/samples?limit=0', 'limit'],
  ['/api/samples?limit=101', 'limit'],
  ['/api/samples?priceMin=-1', 'priceMin'],
  ['/api/samples?owner=Alice', 'owner'],
  ['/api/samples?sort=id;drop', 'sort'],
  ['/api/samples?parent=4294967296', 'parent'],
  ['/api/samples?cursor=x', 'cursor'],
  [`/api/samples?cursor=${Buffer.from('["99999999999999","1"]').toString('base64url')}`, 'cursor'],
  [`/api/samples?cursor=${Buffer.from('["1"]').toString('base64url')}`, 'cursor'],
  ['/api/samples?content=b%00', 'zero byte'],
  ['/api/samples?tag=b%00', 'zero byte'],
  ['/api/samples/one', 'id'],
  ['/api/samples/-1', 'id'],
  ['/api/samples/1/peaks?pairs=801', 'pairs'],
  ['/api/samples?search=drums', 'no parameter "search"'],
  ['/api/samples/1?q=drums', 'no parameter "q"'],
  ['/api/status?verbose=1', 'no parameter "verbose"'],
  ['/api/blocks/first', 'a block is named by its number'],
]

onEveryDatabase((under) => {
  const opened = async (prepare: (chain: FakeChain, market: ReturnType<typeof marketCalls>) => void) => {
    const chain = new FakeChain()
    prepare(chain, marketCalls(chain.runtime))
    return openApi(under.db, chain)
  }
  const withSamples = () =>
    opened((chain, market) => {
      for (const [file, sample] of SAMPLES.entries())
        chain.produce([file % 2 ? BOB : CHARLIE, market.register({ ...sample, file })])
    })

  const titles = async ({ read }: ApiUnderTest, query: string): Promise<string[]> =>
    (await read(`/api/samples?${query}`)).items.map(({ title }: { title: string }) => title)

  test('searches and filters find what they say', async () => {
    const api = await withSamples()
    for (const [query, expected] of SEARCHES) expect(await titles(api, query), query).toEqual(expected)
    await api.close()
  })

  test('pages of any size and order show each sample once', async () => {
    const api = await withSamples()
    const sorts = ['newest', 'oldest', 'popular', 'priceAsc', 'priceDesc', 'bpmAsc', 'bpmDesc']
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sorts), fc.integer({ min: 1, max: 7 }), async (sort, limit) => {
        const all = await titles(api, `sort=${sort}`)
        const paged: string[] = []
        for (let cursor = ''; ;) {
          const { items, nextCursor } = await api.read(`/api/samples?sort=${sort}&limit=${limit}${cursor}`)
          paged.push(...items.map(({ title }: { title: string }) => title))
          expect(items.length).toBeLessThanOrEqual(limit)
          if (nextCursor === null) break
          cursor = `&cursor=${nextCursor}`
        }
        expect(paged).toEqual(all)
      }),
      { numRuns: 30 },
    )
    await api.close()
  })

  test('facets count what a search finds', async () => {
    const api = await withSamples()
    expect(await api.read('/api/samples/facets?tag=drums')).toEqual({
      total: 3,
      kinds: [
        { kind: 'Loop', count: 2 },
        { kind: 'OneShot', count: 1 },
      ],
      keys: [],
      tags: [
        { tag: 'drums', count: 3 },
        { tag: 'breakbeat', count: 1 },
        { tag: 'kick', count: 1 },
      ],
      formats: [{ format: 'wav', count: 3 }],
      bpm: { min: 90, max: 174 },
      price: { min: '1000000000000', max: '300000000000000' },
    })
    expect(await api.read('/api/samples/facets?q=nothinglikethis')).toMatchObject({ total: 0, bpm: null, price: null })
    await api.close()
  })

  test('popular are those sold most often', async () => {
    const api = await opened((chain, market) => {
      for (const file of [1, 2, 3]) chain.produce([BOB, market.register({ title: `No ${file}`, file })])
      chain.produce(
        [CHARLIE, market.buy(2, offer(ECHO))],
        [DAVE, market.buy(2, offer(ECHO))],
        [DAVE, market.buy(1, offer(ECHO))],
      )
    })
    expect(await titles(api, 'sort=popular')).toEqual(['No 2', 'No 1', 'No 3'])
    expect(await titles(api, `holder=${ss58Encode(CHARLIE.account)}`)).toEqual(['No 2'])
    await api.close()
  })

  test('of a shareholder are those whose royalties name the account, sold or not', async () => {
    const api = await opened((chain, market) => {
      const royalties = [DAVE, CHARLIE].map(({ account }) => ({ account, basisPoints: 1000 }))
      chain.produce([BOB, market.register({ title: 'Shared', file: 1, royalties })])
      chain.produce([BOB, market.register({ title: 'Own', file: 2 })])
    })
    expect(await titles(api, `shareholder=${ss58Encode(CHARLIE.account)}`)).toEqual(['Shared'])
    expect(await titles(api, `shareholder=${ss58Encode(CHARLIE.account, 0)}`)).toEqual(['Shared'])
    expect(await titles(api, `shareholder=${ss58Encode(ALICE.account)}`)).toEqual([])
    await api.close()
  })

  test('rejected and removed samples are shown only to those who ask for them', async () => {
    const api = await opened((chain, market) => {
      for (const file of [1, 2, 3]) chain.produce([BOB, market.register({ title: `No ${file}`, file })])
      chain.produce([ALICE, market.judge(1, 'Removed')], [ALICE, market.judge(2, 'Approved')])
    })
    expect(await titles(api, '')).toEqual(['No 3', 'No 2'])
    expect(await titles(api, 'status=Removed')).toEqual(['No 1'])
    expect(await api.read('/api/samples/1')).toMatchObject({ status: 'Removed', forSale: false })
    await api.close()
  })

  test('a sample with its parents, children, shares, sales and history', async () => {
    const royalties = [{ account: DAVE.account, basisPoints: 2_500 }]
    const price = offer(8n * ECHO)
    const api = await opened((chain, market) => {
      chain.produce([BOB, market.register({ title: 'Mother', file: 1 })])
      chain.produce([
        CHARLIE,
        market.register({
          title: 'Child',
          file: 2,
          royalties,
          offers: [price],
          parents: [{ sample: 1, basisPoints: 1_000 }],
        }),
      ])
      chain.produce([DAVE, market.buy(2, price)], [CHARLIE, market.setOffers(2, [offer(9n * ECHO)])])
      chain.finalize(2)
    })
    const child = await api.read('/api/samples/2')
    expect(child).toMatchObject({
      title: 'Child',
      owner: ss58Encode(CHARLIE.account),
      royalties: [{ account: ss58Encode(DAVE.account), basisPoints: 2_500 }],
      parents: [{ sample: 1, basisPoints: 1_000, title: 'Mother', owner: ss58Encode(BOB.account) }],
      offers: [{ kind: 'Personal', price: '9000000000000', transferable: true, asset: 'Native' }],
      minPrice: '9000000000000',
      children: 0,
      sales: 1,
      revenue: '8000000000000',
      stored: false,
      registeredAt: { number: 2, finalized: true, timestampMs: 1_790_000_002_000 },
    })
    expect(await api.read('/api/samples/1')).toMatchObject({ children: 1, parents: [] })
    expect(await titles(api, 'parent=1')).toEqual(['Child'])
    expect(await titles(api, 'child=2')).toEqual(['Mother'])
    expect(await titles(api, 'derived=false')).toEqual(['Mother'])
    const history = await api.read('/api/samples/2/history')
    expect(history.items.map(({ name }: any) => name)).toEqual([
      'SampleRegistry.OffersSet',
      'SampleRegistry.LicenceIssued',
      'SampleRegistry.LicenceBought',
      'SampleRegistry.SampleRegistered',
    ])
    expect(history.items[3].extrinsic).toMatchObject({
      hash: child.registeredBy,
      call: 'SampleRegistry.register_sample',
    })
    const prices = await api.read('/api/samples/2/prices')
    expect(prices.items.map(({ block, minPrice }: any) => [block.number, block.finalized, minPrice])).toEqual([
      [3, false, '9000000000000'],
      [2, true, '8000000000000'],
    ])
    await api.close()
  })

  test('bad requests are told what is wrong with them', async () => {
    const api = await opened(() => {})
    for (const [path, about] of BAD_REQUESTS) {
      const { status, body } = await api.get(path)
      expect({ status, code: body.code, message: body.message }, path).toEqual({
        status: 400,
        code: 'BAD_REQUEST',
        message: expect.stringContaining(about),
      })
    }
    await api.close()
  })

  test('a parameter that a route does not have is refused with those it has', async () => {
    const api = await opened(() => {})
    expect(await api.get('/api/blocks?autor=x&limit=2')).toEqual({
      status: 400,
      body: {
        code: 'BAD_REQUEST',
        message: 'There is no parameter "autor" here',
        hint: 'The parameters here are limit, cursor, author',
      },
    })
    expect(await api.get('/api/samples/1?q=x')).toMatchObject({ body: { hint: 'There are no parameters here' } })
    await api.close()
  })

  test('what is not there is not found', async () => {
    const api = await opened(() => {})
    for (const path of ['/api/samples/7', '/api/samples/7/peaks'])
      expect(await api.get(path), path).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await api.read('/api/samples/7/history')).toEqual({ items: [], nextCursor: null })
    await api.close()
  })
})
