import { utf8 } from '@echochain/codec'
import { type Database, openDatabase } from '@echochain/market'
import { sql } from 'kysely'
import { DEFAULT_API_LIMITS } from '../../../packages/market/src/api/ApiLimits.ts'
import { type ApiUnderTest, openApi } from '../../../packages/market/src/testing/apiUnderTest.ts'
import { BOB, CHARLIE, DAVE, FakeChain } from '../../../packages/market/src/testing/FakeChain.ts'
import { ECHO, marketCalls, offer } from '../../../packages/market/src/testing/marketCalls.ts'
import { changeJson, changeText } from '../changeJson.ts'
import type { FuzzRandom } from '../FuzzRandom.ts'
import { FuzzFault, type FuzzTarget } from '../FuzzTarget.ts'

const NO_LIMIT = 1_000_000_000
const HOST = 'localhost:8080'
/** It does not end. */
const STREAM = '/api/stream'

interface Market {
  readonly db: Database
  readonly market: ApiUnderTest
}

/** A market with samples, sales and hand-overs. */
async function openMarket(): Promise<Market> {
  const db = await openDatabase({})
  const chain = new FakeChain()
  const calls = marketCalls(chain.runtime)
  const price = offer(5n * ECHO)
  chain.produce(
    [
      BOB,
      calls.register({ title: 'Deep loop', file: 1, tags: ['deep', 'house'], bpm: 120_000, key: 9, offers: [price] }),
    ],
    [CHARLIE, calls.register({ title: 'Ünïcode', file: 2, kind: 'OneShot' })],
  )
  chain.produce([DAVE, calls.buy(1, price)], [CHARLIE, calls.transfer(DAVE.account, ECHO)])
  chain.produce([DAVE, calls.passOn(1, BOB.account)], [BOB, calls.handOver(1, CHARLIE.account)])
  const limits = { ...DEFAULT_API_LIMITS, requestsPerMinute: NO_LIMIT, analysesPerMinute: NO_LIMIT }
  return { db, market: await openApi(db, chain, { limits }) }
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: {
    readonly enum?: readonly unknown[]
    readonly anyOf?: readonly any[]
    readonly [name: string]: unknown
  }
}

interface Operation {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly hasBody: boolean
}

interface RestRequest {
  readonly method: string
  readonly url: string
  readonly body?: unknown
}

/** Every route of the market's interface, as it describes itself, with parameters that fit, nearly fit, or do not. */
export const rest: FuzzTarget = {
  name: 'REST routes',
  weight: 2,
  guided: false,
  shortInputs: 60,
  allowedGrowth: 64 * 2 ** 20, // PGlite's memory
  open: async () => {
    const { db, market } = await openMarket()
    const operations = await operationsOf(market)
    const known = new KnownValues()
    for (const { method, path, parameters } of operations)
      if (method === 'get' && parameters.every(({ in: place }) => place === 'query') && path !== STREAM)
        known.learn((await ask(market, { method, url: path })).body)
    return {
      corpus: [],
      atOnce: 4,
      generate: (random) => utf8(JSON.stringify(makeRequest(random.pick(operations), known, random))),
      run: async (input) => {
        const request = JSON.parse(new TextDecoder().decode(input)) as RestRequest
        const { status, body } = await ask(market, request)
        const isOurFault = status >= 500 && status !== 503
        if (isOurFault)
          throw new FuzzFault(`${request.method} ${request.url} answered ${status}: ${JSON.stringify(body)}`)
        return codeOf(request, status, body)
      },
      close: async () => {
        await market.close()
        await db.destroy()
      },
    }
  },
}

function codeOf({ method, url }: RestRequest, status: number, body: any): string {
  if (status < 400 || method === 'head') return String(status)
  if (typeof body?.code !== 'string' || typeof body.message !== 'string')
    throw new FuzzFault(`${method} ${url} answered ${status} without a code: ${JSON.stringify(body)}`)
  return body.code
}

async function ask({ api }: ApiUnderTest, { method, url, body }: RestRequest): Promise<{ status: number; body: any }> {
  const response = await api.inject({
    method: method as 'GET',
    url,
    headers: { host: HOST, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const isJson = String(response.headers['content-type']).startsWith('application/json') && response.body !== ''
  return { status: response.statusCode, body: isJson ? response.json() : undefined }
}

async function operationsOf(market: ApiUnderTest): Promise<Operation[]> {
  const { paths } = await market.read('/api/openapi.json')
  return Object.entries<any>(paths)
    .filter(([path]) => path !== STREAM)
    .flatMap(([path, methods]) =>
      Object.entries<any>(methods).map(([method, { parameters = [], requestBody }]) => ({
        method,
        path,
        parameters,
        hasBody: requestBody !== undefined,
      })),
    )
}

const MAX_KNOWN = 200

/** Values that answers had, which further requests can ask about. */
class KnownValues {
  readonly #values = new Set<string>([
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
    'deep',
    '1',
    '0',
    '2147483647',
  ])

  get all(): readonly string[] {
    return [...this.#values]
  }

  learn(answer: unknown): void {
    if (this.#values.size >= MAX_KNOWN) return
    if (typeof answer === 'string' && answer.length <= 200) this.#values.add(answer)
    else if (typeof answer === 'number') this.#values.add(String(answer))
    else if (typeof answer === 'object' && answer !== null) for (const item of Object.values(answer)) this.learn(item)
  }
}

function makeRequest(
  { method, path, parameters, hasBody }: Operation,
  known: KnownValues,
  random: FuzzRandom,
): RestRequest {
  const valueFor = (parameter: Parameter): string => {
    const fitting = fittingValues(parameter, known)
    const value = fitting.length > 0 && random.chance(0.9) ? random.pick(fitting) : random.pick(known.all)
    return random.chance(0.1) ? changeText(value, random) : value
  }
  let filled = path
  const query: string[] = []
  for (const parameter of parameters) {
    const value = encodeURIComponent(valueFor(parameter).toWellFormed())
    if (parameter.in === 'path') filled = filled.replace(`{${parameter.name}}`, value)
    else if (random.chance(0.3)) query.push(`${parameter.name}=${value}`)
  }
  if (random.chance(0.05)) query.push(...query)
  let url = query.length > 0 ? `${filled}?${query.join('&')}` : filled
  if (random.chance(0.05)) url = `/${changeText(url.slice(1), random)}`
  const verb = random.chance(0.05) ? random.pick(['head', 'put', 'delete', 'options', 'post']) : method
  if (!hasBody && !random.chance(0.05)) return { method: verb, url }
  return { method: verb, url, body: changeJson({ address: random.pick(known.all), amount: '1' }, random) ?? null }
}

const ADDRESS = /^[1-9A-HJ-NP-Za-km-z]{46,49}$/
const ADDRESS_NAMES = /^(address|owner|holder|buyer|seller|signer|author|account)$/

/** Known values of the form that a parameter has. */
function fittingValues({ name, schema }: Parameter, known: KnownValues): readonly string[] {
  const choices = schema.enum ?? schema.anyOf?.flatMap(({ enum: own, items }) => own ?? items?.enum ?? []) ?? []
  if (choices.length > 0) return choices.map(String)
  if (ADDRESS_NAMES.test(name)) return known.all.filter((value) => ADDRESS.test(value))
  if (name === 'cursor') return known.all.filter((value) => value.startsWith('WyI'))
  if (schema.type === 'integer' || schema.type === 'number') return known.all.filter((value) => /^\d{1,3}$/.test(value))
  const patterns = [schema.pattern, ...(schema.anyOf ?? []).map(({ pattern }) => pattern)].filter(Boolean)
  if (patterns.length === 0) return known.all
  return known.all.filter((value) => patterns.some((pattern) => new RegExp(pattern as string).test(value)))
}

/** Columns whose content is taken apart when it is shown. */
const COLUMNS = [
  ['samples', 'offers', 'jsonb'],
  ['samples', 'royalties', 'jsonb'],
  ['samples', 'parents', 'jsonb'],
  ['samples', 'owner', 'text'],
  ['samples', 'content_cid', 'text'],
  ['extrinsics', 'args', 'jsonb'],
  ['extrinsics', 'era', 'jsonb'],
  ['extrinsics', 'error', 'jsonb'],
  ['events', 'data', 'jsonb'],
  ['price_history', 'offers', 'jsonb'],
] as const

const PATHS = [
  '/api/samples',
  '/api/samples/1',
  '/api/samples/1/history',
  '/api/samples/1/prices',
  '/api/samples/facets',
  '/api/search?q=deep',
  '/api/extrinsics',
  '/api/events',
  '/api/purchases',
  '/api/licences',
  '/api/blocks/1',
]

/** A cell of the market's database with something else in it: whoever asks is answered, at worst that it cannot be. */
export const marketRows: FuzzTarget = {
  name: 'market rows',
  weight: 1,
  guided: false,
  shortInputs: 20,
  allowedGrowth: 64 * 2 ** 20,
  open: async () => {
    const { db, market } = await openMarket()
    return {
      corpus: [],
      generate: (random) => {
        const [table, column, type] = random.pick(COLUMNS)
        const value = changeJson(changeJson([{ kind: 'Personal', price: '5', account: 'x' }], random), random)
        return utf8(JSON.stringify({ table, column, type, value: value ?? null, path: random.pick(PATHS) }))
      },
      run: async (input) => {
        const { table, column, type, value, path } = JSON.parse(new TextDecoder().decode(input))
        const cell = type === 'text' && typeof value === 'string' ? value : JSON.stringify(value)
        const stored = sql`select ctid, ${sql.ref(column)} as before from ${sql.table(table)} order by 1 limit 1`
        const { rows } = await stored.execute(db)
        const [{ before }] = rows as { before: unknown }[]
        const update = (to: string | null) =>
          sql`update ${sql.table(table)} set ${sql.ref(column)} = ${to}::text::${sql.raw(type)}`.execute(db)
        try {
          await update(cell.replaceAll('\0', '').replaceAll('\\u0000', '').toWellFormed())
        } catch {
          return 'refused by PostgreSQL'
        }
        try {
          const { status, body } = await ask(market, { method: 'get', url: path })
          return codeOf({ method: 'get', url: path }, status, body)
        } finally {
          await update(type === 'jsonb' ? JSON.stringify(before) : String(before))
        }
      },
      close: async () => {
        await market.close()
        await db.destroy()
      },
    }
  },
}
