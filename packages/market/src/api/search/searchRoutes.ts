import { type AccountId, accountIdFromBytes, fromHex, ss58Decode, Ss58Error, ss58Encode } from '@echochain/codec'
import { systemStorage } from '@echochain/frame'
import { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import type { BlockRow } from '../../database/schema.ts'
import { readEntries } from '../../indexer/readStorage.ts'
import { MarketError } from '../../MarketError.ts'
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
type SearchParts = Pick<ApiParts, 'db' | 'indexer'>
type Hash = BlockRow['hash']

export function searchRoutes(api: Api, parts: ApiParts): void {
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
    async ({ query: { q } }) => ({ items: await search(parts, q) }),
  )
}

async function search({ db, indexer }: SearchParts, text: string): Promise<SearchResult[]> {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return searchBytes({ db, indexer }, text.toLowerCase() as Hash)
  if (/^\d{1,10}-\d{1,10}$/.test(text)) return [{ type: 'extrinsic', id: text, label: `Extrinsic ${text}` }]
  const byNumber = await searchNumbered(db, text)
  const byWords = (await searchSamples(db, text)).filter(
    ({ id }) => !byNumber.some((found) => found.type === 'sample' && found.id === id),
  )
  return [...byNumber, ...accountNamed(text), ...byWords]
}

/** 32 bytes are a hash, or the public key of an account the chain has. */
async function searchBytes({ db, indexer }: SearchParts, bytes: Hash): Promise<SearchResult[]> {
  const found = await searchHash(db, bytes)
  const { tip } = indexer.status
  if (found.length > 0 || !tip) return found
  const account = accountIdFromBytes(fromHex(bytes))
  try {
    const [{ providers }] = await readEntries(indexer.source, tip.hash, systemStorage.account, [account])
    return providers > 0 ? [accountResult(account)] : []
  } catch (error) {
    if (error instanceof MarketError && error.code === 'NODE_UNREACHABLE') return [] // what is indexed is found all the same
    throw error
  }
}

async function searchHash(db: Database, hash: Hash): Promise<SearchResult[]> {
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

/** A number names whatever has it, unless a word before it says what is meant: `12`, `#12`, `licence 12`. */
async function searchNumbered(db: Database, text: string): Promise<SearchResult[]> {
  const match = /^(?:(block|sample|licence|purchase)\s*)?#?(\d{1,10})$/i.exec(text)
  if (!match || Number(match[2]) > MAX_ID) return []
  const found = await searchNumber(db, Number(match[2]))
  return match[1] === undefined ? found : found.filter(({ type }) => type === match[1].toLowerCase())
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
    return [accountResult(ss58Decode(text).account)]
  } catch (error) {
    if (error instanceof Ss58Error) return []
    throw error
  }
}

function accountResult(account: AccountId): SearchResult {
  const address = ss58Encode(account)
  return { type: 'account', id: address, label: address }
}

async function searchSamples(db: Database, text: string): Promise<SearchResult[]> {
  const query = sampleListQuery.parse({ q: text, sort: 'popular', limit: MAX_SAMPLES })
  const { items } = await listSamples(db, query, -1)
  return items.map(({ id, title }) => ({ type: 'sample', id: String(id), label: title }))
}
