import { describe, expect, test } from 'vitest'
import { MarketClient } from './MarketClient.ts'

/** A `fetch` that notes what it is asked and gives one answer. Run as a method it fails, as that of browsers does. */
function fetching(answer: () => Response): [typeof fetch, string[]] {
  const asked: string[] = []
  function ask(this: unknown, url: string, { method = 'GET' }: RequestInit = {}): Promise<Response> {
    if (this !== undefined) throw new TypeError('Illegal invocation')
    asked.push(`${method} ${url}`)
    return Promise.resolve(answer())
  }
  return [ask as typeof fetch, asked]
}

describe('MarketClient', () => {
  test('asks for what the market’s OpenAPI describes', async () => {
    const [ask, asked] = fetching(() => Response.json({ items: [], nextCursor: null, result: { format: 'wav' } }))
    const market = new MarketClient('http://127.0.0.1:8080/', ask)
    expect(await market.samples()).toMatchObject({ items: [], nextCursor: null })
    await market.samples({ search: 'drum & bass', minBpm: 90_000, forSale: true, cursor: undefined })
    await market.sample(7)
    expect(await market.analyse('bafy')).toEqual({ format: 'wav' })
    await market.history('5GrwvaEF', { limit: 10 })
    expect(asked).toEqual([
      'GET http://127.0.0.1:8080/api/samples',
      'GET http://127.0.0.1:8080/api/samples?search=drum+%26+bass&minBpm=90000&forSale=true',
      'GET http://127.0.0.1:8080/api/samples/7',
      'POST http://127.0.0.1:8080/api/analyses/bafy',
      'GET http://127.0.0.1:8080/api/accounts/5GrwvaEF/history?limit=10',
    ])
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
