import { describe, expect, test } from 'vitest'
import { MarketClient } from './MarketClient.ts'

/** A `fetch` that notes what it is asked and gives one answer. Run as a method it fails, as that of browsers does. */
function fetching(answer: () => Response): [typeof fetch, string[]] {
  const asked: string[] = []
  function ask(this: unknown, url: string, { method = 'GET', body }: RequestInit = {}): Promise<Response> {
    if (this !== undefined) throw new TypeError('Illegal invocation')
    asked.push([method, url, body].filter((part) => part !== undefined).join(' '))
    return Promise.resolve(answer())
  }
  return [ask as typeof fetch, asked]
}

describe('MarketClient', () => {
  test('asks for what the market’s OpenAPI describes', async () => {
    const [ask, asked] = fetching(() => Response.json({ items: [], nextCursor: null, result: { format: 'wav' } }))
    const market = new MarketClient('http://127.0.0.1:8080/', ask)
    expect(await market.samples()).toMatchObject({ items: [], nextCursor: null })
    const filters = { q: 'drum & bass', bpmMin: 90, forSale: true, kind: ['Loop', 'Stem'], priceMax: 5n } as const
    await market.samples({ ...filters, cursor: undefined })
    await market.facets(filters)
    await market.sample(7)
    await market.peaks(7, 300)
    await market.sampleHistory(7)
    expect(await market.samplePrices(7)).toEqual([])
    expect(await market.analyse('bafy')).toEqual({ format: 'wav' })
    await market.analysis('bafy')
    await market.account('5GrwvaEF')
    expect(await market.earnings('5GrwvaEF')).toEqual([])
    await market.payments('5GrwvaEF')
    await market.history('5GrwvaEF', { limit: 10, name: ['Balances', 'System.NewAccount'] })
    await market.licences({ holder: '5GrwvaEF' })
    await market.licence(1)
    await market.purchases({ sample: 7 })
    await market.purchase(2)
    await market.blocks()
    await market.block(12)
    await market.extrinsics({ block: 12 })
    await market.extrinsic('12-1')
    await market.events({ licence: 1 })
    expect(await market.search('0xab')).toEqual([])
    await market.network()
    await market.status()
    await market.requestFaucet('5GrwvaEF')
    const found = 'q=drum+%26+bass&bpmMin=90&forSale=true&kind=Loop&kind=Stem&priceMax=5'
    expect(asked.map((line) => line.replace('http://127.0.0.1:8080/api', ''))).toEqual([
      'GET /samples',
      `GET /samples?${found}`,
      `GET /samples/facets?${found}`,
      'GET /samples/7',
      'GET /samples/7/peaks?pairs=300',
      'GET /samples/7/history',
      'GET /samples/7/prices',
      'POST /analyses/bafy',
      'GET /analyses/bafy',
      'GET /accounts/5GrwvaEF',
      'GET /accounts/5GrwvaEF/earnings',
      'GET /accounts/5GrwvaEF/payments',
      'GET /accounts/5GrwvaEF/history?limit=10&name=Balances&name=System.NewAccount',
      'GET /licences?holder=5GrwvaEF',
      'GET /licences/1',
      'GET /purchases?sample=7',
      'GET /purchases/2',
      'GET /blocks',
      'GET /blocks/12',
      'GET /extrinsics?block=12',
      'GET /extrinsics/12-1',
      'GET /events?licence=1',
      'GET /search?q=0xab',
      'GET /network',
      'GET /status',
      'POST /faucet {"address":"5GrwvaEF"}',
    ])
    expect(market.streamUrl).toBe('http://127.0.0.1:8080/api/stream')
  })

  test('asks the server a page came from when it is given no address', async () => {
    const [ask, asked] = fetching(() => Response.json({}))
    await new MarketClient('', ask).network()
    expect(asked).toEqual(['GET /api/network'])
  })

  const failing = async (answer: () => Response) => {
    const [ask] = fetching(answer)
    return new MarketClient('http://127.0.0.1:8080', ask).sample(7).then(
      () => undefined,
      (error: unknown) => error,
    )
  }

  test('fails with the market’s own words and hint', async () => {
    const answer = () => Response.json({ message: 'There is no sample 7', hint: 'Wait a block' }, { status: 404 })
    expect(await failing(answer)).toMatchObject({
      code: 'MARKET_FAILED',
      message: 'There is no sample 7. Wait a block',
    })
  })

  test('tells programs which failure it was and when to ask again', async () => {
    const body = { code: 'FAUCET_WAIT', message: 'It was given 100 ECHO already', hint: 'Come again in an hour' }
    expect(await failing(() => Response.json(body, { status: 429, headers: { 'Retry-After': '3600' } }))).toMatchObject(
      { status: 429, reason: 'FAUCET_WAIT', hint: 'Come again in an hour', retryAfterSeconds: 3600 },
    )
    const without = await failing(() => Response.json(body, { status: 429 }))
    expect(without).toMatchObject({ status: 429, retryAfterSeconds: undefined })
  })

  test('fails with the reason of a signal that broke a request off', async () => {
    const controller = new AbortController()
    const hanging: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      })
    const answer = new MarketClient('http://127.0.0.1:8080', hanging).status({ signal: controller.signal })
    controller.abort(new Error('The page was left'))
    await expect(answer).rejects.toThrow('The page was left')
  })

  test.each([
    ['an error without words', () => new Response('<html>', { status: 502 }), 'The market answered 502'],
    ['an answer that is no JSON', () => new Response('hello'), 'The market answered 200'],
  ])('fails for %s', async (_, answer, message) => {
    expect(await failing(answer)).toMatchObject({ code: 'MARKET_FAILED', message: expect.stringContaining(message) })
  })

  test('fails where nobody answers', async () => {
    const refuse = (): Response => {
      throw new TypeError('fetch failed')
    }
    expect(await failing(refuse)).toMatchObject({
      code: 'MARKET_FAILED',
      message: 'No market answers at http://127.0.0.1:8080; is it running?',
    })
  })
})
