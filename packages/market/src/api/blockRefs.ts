import { sql } from 'kysely'
import type { BlockRef } from './schemas.ts'

/** Columns of a left-joined block, by the names {@link toBlockRef} takes. */
export const BLOCK_REF_COLUMNS = [
  sql<string | null>`b.hash`.as('block_hash'),
  sql<bigint | null>`b.timestamp_ms`.as('block_time'),
] as const

export function toBlockRef(
  number: number,
  { block_hash, block_time }: { readonly block_hash: string | null; readonly block_time: bigint | null },
  finalizedNumber: number,
): BlockRef {
  return {
    number,
    hash: block_hash,
    timestampMs: block_time === null ? null : Number(block_time),
    finalized: number <= finalizedNumber,
  }
}
