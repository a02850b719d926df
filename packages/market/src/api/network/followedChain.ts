import type { Hash } from '@echochain/codec'
import { type Preset, presetOfMarker } from '@echochain/runtime'
import { codeMarker, storageKey } from '@echochain/frame'
import { sql } from 'kysely'
import type { ChainSource } from '../../indexer/ChainSource.ts'
import type { ApiParts } from '../Api.ts'
import type { Database } from '../../database/openDatabase.ts'
import { MarketError } from '../../MarketError.ts'

export interface FollowedChain {
  readonly genesisHash: Hash
  readonly preset: Preset
}

interface Row {
  readonly genesis_hash: Hash
  readonly runtime: string
}

/**
 * Which chain the market follows: as indexed, also while the node is away; before that, as the node says.
 * @throws MarketError `NODE_UNREACHABLE` where neither is there, `UNKNOWN_RUNTIME`
 */
export async function followedChain({ db, indexer }: Pick<ApiParts, 'db' | 'indexer'>): Promise<FollowedChain> {
  const { genesis_hash: genesisHash, runtime } = (await indexedRuntime(db)) ?? (await firstRuntime(indexer.source))
  const preset = presetOfMarker(runtime)
  if (!preset) throw new MarketError('UNKNOWN_RUNTIME', `The chain runs "${runtime}", which no preset is named by`)
  return { genesisHash, preset }
}

async function indexedRuntime(db: Database): Promise<Row | undefined> {
  const { rows } =
    await sql<Row>`select genesis_hash, runtime from cursor, blocks order by number desc limit 1`.execute(db)
  return rows.at(0)
}

async function firstRuntime(source: ChainSource): Promise<Row> {
  const [code] = await source.storageAt(source.genesisHash, [storageKey(codeMarker)])
  return { genesis_hash: source.genesisHash, runtime: code ? new TextDecoder().decode(code) : '' }
}
