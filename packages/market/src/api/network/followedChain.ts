import type { Hash } from '@echochain/codec'
import { type Preset, presetOfMarker } from '@echochain/runtime'
import { sql } from 'kysely'
import type { Database } from '../../database/openDatabase.ts'
import { MarketError } from '../../MarketError.ts'

export interface FollowedChain {
  readonly genesisHash: Hash
  readonly preset: Preset
}

interface Row {
  readonly genesis_hash: Hash
  readonly runtime: string | null
}

/**
 * Which chain the index is of, also while the node is away.
 * @throws MarketError `NODE_UNREACHABLE` before the first block is indexed, `UNKNOWN_RUNTIME`
 */
export async function followedChain(db: Database): Promise<FollowedChain> {
  const { rows } = await sql<Row>`select genesis_hash,
    (select runtime from blocks order by number desc limit 1) as runtime from cursor`.execute(db)
  const [row] = rows as (Row | undefined)[]
  if (!row || row.runtime === null)
    throw new MarketError('NODE_UNREACHABLE', 'The market has not indexed any block yet; try again shortly')
  const preset = presetOfMarker(row.runtime)
  if (!preset) throw new MarketError('UNKNOWN_RUNTIME', `The chain runs "${row.runtime}", which no preset is named by`)
  return { genesisHash: row.genesis_hash, preset }
}
