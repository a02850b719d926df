import { toHex } from '@echochain/codec'
import { storageKey } from '@echochain/frame'
import { registryEvents, registryStorage } from '@echochain/runtime'
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Database } from '../../database/openDatabase.ts'
import { recordSubject } from '../../indexer/marketEvents.ts'
import { notFound } from '../ApiError.ts'
import { selectCards, toCard } from './listSamples.ts'
import type { offer, parentLink, sampleDetail } from './sampleSchemas.ts'

/** Everything about a sample. Throws ApiError `NOT_FOUND`. */
export async function getSample(
  db: Database,
  id: number,
  finalizedNumber: number,
  isStored: (cid: string) => Promise<boolean>,
): Promise<z.infer<typeof sampleDetail>> {
  const [row] = await selectCards(db)
    .select([
      's.size_bytes',
      's.plain_hash',
      's.plain_root',
      's.storage_root',
      's.key_commitment',
      's.fingerprint_hash',
      's.offers',
      's.royalties',
      's.parents',
      's.exclusively_licensed',
      's.key_agent',
      's.deposit',
      's.dispute_bond',
      's.reports',
      sql<number>`(select count(*)::integer from samples c where c.parent_ids @> array[s.id])`.as('children'),
      sql<bigint>`(select coalesce(sum(price), 0) from purchases p where p.sample = s.id)`.as('revenue'),
    ])
    .where('s.id', '=', id)
    .execute()
  if (!row) throw notFound(`There is no sample ${id}`)
  return {
    ...toCard(row, finalizedNumber),
    sizeBytes: row.size_bytes.toString(),
    plainHash: row.plain_hash,
    plainRoot: row.plain_root,
    storageRoot: row.storage_root,
    keyCommitment: row.key_commitment,
    fingerprintHash: row.fingerprint_hash,
    offers: row.offers as z.infer<typeof offer>[],
    royalties: (row.royalties as unknown as readonly ShareRow[]).map(({ account, basis_points }) => ({
      account,
      basisPoints: basis_points,
    })),
    parents: await getParents(db, row.parents as unknown as readonly ParentRow[]),
    children: row.children,
    exclusivelyLicensed: row.exclusively_licensed,
    keyAgent: row.key_agent,
    deposit: row.deposit.toString(),
    disputeBond: row.dispute_bond.toString(),
    reports: row.reports,
    revenue: row.revenue.toString(),
    registeredBy: await registrationOf(db, id),
    stored: await isStored(row.content_cid),
    storageKey: toHex(storageKey(registryStorage.sample, id)),
  }
}

interface ShareRow {
  readonly account: string
  readonly basis_points: number
}
interface ParentRow {
  readonly sample: number
  readonly basis_points: number
}

async function getParents(db: Database, parents: readonly ParentRow[]): Promise<z.infer<typeof parentLink>[]> {
  if (parents.length === 0) return []
  const ids = parents.map(({ sample }) => sample)
  const rows = await db.selectFrom('samples').select(['id', 'title', 'owner']).where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return parents.map(({ sample, basis_points }) => ({
    sample,
    basisPoints: basis_points,
    title: byId.get(sample)?.title ?? null,
    owner: byId.get(sample)?.owner ?? null,
  }))
}

/** Hash of the extrinsic in which a sample was registered. */
async function registrationOf(db: Database, id: number): Promise<string | null> {
  const row = await db
    .selectFrom('event_subjects as t')
    .innerJoin('events as e', (join) => join.onRef('e.block', '=', 't.block').onRef('e.index', '=', 't.event'))
    .innerJoin('extrinsics as x', (join) => join.onRef('x.block', '=', 'e.block').onRef('x.index', '=', 'e.extrinsic'))
    .select('x.hash')
    .where('t.subject', '=', recordSubject('sample', id))
    .where('e.name', '=', registryEvents.SampleRegistered.path)
    .executeTakeFirst()
  return row?.hash ?? null
}
