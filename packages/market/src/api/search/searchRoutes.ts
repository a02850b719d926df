import { ss58Decode, Ss58Error, ss58Encode } from '@echochain/codec'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import type { BlockRow } from '../../database/schema.ts'
import type { Api, ApiParts } from '../Api.ts'
import { listSamples, sampleListQuery } from '../samples/listSamples.ts'
import { errorResponses, MAX_ID } from '../schemas.ts'

const MAX_SAMPLES = 10

const searchResult = z
  .object({
    type: z.enum(['block', 'extrinsic', 'account', 'sample', 'licence', 'purchase']),
    id: z.string().meta({ description: 'What to put into the path of the route for this type' }),
    label: z.string(),
  })
  .meta({ id: 'SearchResult' })
type SearchResult = z.infer<typeof searchResult>

export function searchRoutes(api: Api, { db }: ApiParts): void {
  api.get(
    '/api/search',
    {
      schema: {
        tags: ['Search'],
        summary: 'What a text may name: block, extrinsic, account, sample, licence, purchase',
        querystring: z.object({ q: z.string().trim().min(1).max(200) }),
        response: { 200: z.object({ items: z.array(searchResult) }), ...errorResponses },
      },
    },
    async ({ query: { q } }) => ({ items: await search(db, q) }),
  )
}

async function search(db: Database, text: string): Promise<SearchResult[]> {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return searchHash(db, text.toLowerCase() as BlockRow['hash'])
  if (/^\d{1,10}-\d{1,10}$/.test(text)) return [{ type: 'extrinsic', id: text, label: `Extrinsic ${text}` }]
  const numbered = /^#?(\d{1,10})$/.exec(text)
  const byNumber = numbered && Number(numbered[1]) <= MAX_ID ? await searchNumber(db, Number(numbered[1])) : []
  const byWords = (await searchSamples(db, text)).filter(
    ({ id }) => !byNumber.some((found) => found.type === 'sample' && found.id === id),
  )
  return [...byNumber, ...accountNamed(text), ...byWords]
}

async function searchHash(db: Database, hash: BlockRow['hash']): Promise<SearchResult[]> {
  const [block, extrinsic] = await Promise.all([
    db.selectFrom('blocks').select('number').where('hash', '=', hash).executeTakeFirst(),
    db.selectFrom('extrinsics').select(['call', 'block']).where('hash', '=', hash).executeTakeFirst(),
  ])
  return [
    ...(block ? [{ type: 'block', id: hash, label: `Block ${block.number}` } as const] : []),
    ...(extrinsic
      ? [{ type: 'extrinsic', id: hash, label: `${extrinsic.call} in block ${extrinsic.block}` } as const]
      : []),
  ]
}

async function searchNumber(db: Database, id: number): Promise<SearchResult[]> {
  const [sample, licence, purchase, block] = await Promise.all([
    db.selectFrom('samples').select('title').where('id', '=', id).executeTakeFirst(),
    db.selectFrom('licences').select('kind').where('id', '=', id).executeTakeFirst(),
    db.selectFrom('purchases').select('sample').where('id', '=', id).executeTakeFirst(),
    db.selectFrom('blocks').select('number').where('number', '=', id).executeTakeFirst(),
  ])
  const result = (type: SearchResult['type'], label: string): SearchResult => ({ type, id: String(id), label })
  return [
    ...(block ? [result('block', `Block ${id}`)] : []),
    ...(sample ? [result('sample', sample.title)] : []),
    ...(licence ? [result('licence', `${licence.kind} licence ${id}`)] : []),
    ...(purchase ? [result('purchase', `Purchase ${id} of sample ${purchase.sample}`)] : []),
  ]
}

/** An address names an account whether or not the chain has it. */
function accountNamed(text: string): SearchResult[] {
  try {
    const address = ss58Encode(ss58Decode(text).account)
    return [{ type: 'account', id: address, label: address }]
  } catch (error) {
    if (error instanceof Ss58Error) return []
    throw error
  }
}

async function searchSamples(db: Database, text: string): Promise<SearchResult[]> {
  const query = sampleListQuery.parse({ q: text, sort: 'popular', limit: MAX_SAMPLES })
  const { items } = await listSamples(db, query, -1)
  return items.map(({ id, title }) => ({ type: 'sample', id: String(id), label: title }))
}
