import type { KvTransaction } from '../kv/KvStore.ts'
import { isSameKey, sortByKey } from '../trie/sortChanges.ts'
import { decodeChanges, type KeyValue } from './changeList.ts'
import type { FlattenJob, NodeRecords } from './FlattenJob.ts'
import { fingerprintOf, placesKey, placesPrefix } from './places.ts'
import { ReverseDifferences } from './ReverseDifferences.ts'
import {
  baseValue,
  blockKey,
  chainValue,
  existenceKey,
  existencePrefix,
  META_BASE,
  META_OLDEST,
  META_WINDOW,
  readBaseValue,
  readU64,
  u64,
  undoKey,
  windowOf,
} from './tables.ts'

/** History is pruned at up to this many records a job, beside four times what the job writes. */
const PRUNED_AT_LEAST = 1000
/** Changes made in one part of the transaction. Of a block of 18,000 among a million keys, in one part took twice the time. */
const PART = 1000

/** Moves the base in the database, inside one write transaction. */
export function flatten(job: FlattenJob, transaction: KvTransaction): void {
  const windowBlocks = readU64(transaction.get('meta', META_WINDOW)!)
  const written =
    job.restored === undefined
      ? writeBlocks(job, windowBlocks, transaction)
      : dropBlocks(job, job.restored, windowBlocks, transaction)
  deleteAll('nodes', job.removed, transaction)
  writeNodes(job.nodes, transaction)
  transaction.put('meta', META_BASE, baseValue(job.base))
  pruneHistory(job.keepFrom, windowBlocks, PRUNED_AT_LEAST + 4 * written, transaction)
}

/** Goes from 0 to `count` in parts of the transaction; `step` does what is at a place and returns the next one. */
function inParts(count: number, transaction: KvTransaction, step: (at: number) => number): void {
  const goOn = (from: number, end: number): number => {
    let at = from
    while (at < end) at = step(at)
    return at
  }
  let at = 0
  while (at < count) at = transaction.nested(() => goOn(at, Math.min(count, at + PART)))
}

function deleteAll(table: string, keys: readonly Uint8Array[], transaction: KvTransaction): void {
  inParts(keys.length, transaction, (at) => {
    transaction.delete(table, keys[at])
    return at + 1
  })
}

const existence = (before: boolean): Uint8Array => Uint8Array.of(before ? 1 : 0)

interface BlockChange extends KeyValue {
  /** Number of its block among those of the job. */
  readonly at: number
}

function writeBlocks(job: FlattenJob, windowBlocks: number, transaction: KvTransaction): number {
  const changes: BlockChange[] = []
  for (const [at, { block, changes: encoded }] of job.blocks.entries()) {
    transaction.put('chain', blockKey(block.number), chainValue(block))
    for (const { key, value } of decodeChanges(encoded)) changes.push({ key, value, at })
  }
  // Stable: the changes of one key stay in order of their blocks. Of its values only the last is written.
  sortByKey(changes, 0, changes.length, 0, changes.slice())
  const undo = job.blocks.map(({ block }) => new ReverseDifferences(transaction, block.number))
  inParts(changes.length, transaction, (first) => {
    let i = first
    const { key } = changes[i]
    let old = transaction.get('flat', key)
    const existed = old !== undefined
    do {
      const { at, value } = changes[i]
      const { number } = job.blocks[at].block
      undo[at].add(key, old)
      if ((old === undefined) !== (value === undefined))
        transaction.put(
          'existence',
          existenceKey(windowOf(number, windowBlocks), key, number),
          existence(value === undefined),
        )
      old = value
    } while (++i < changes.length && isSameKey(changes[i].key, key))
    if (old !== undefined) transaction.put('flat', key, old)
    else if (existed) transaction.delete('flat', key)
    return i
  })
  for (const [at, differences] of undo.entries())
    differences.finish(windowOf(job.blocks[at].block.number, windowBlocks))
  return changes.length
}

function dropBlocks(job: FlattenJob, restored: Uint8Array, windowBlocks: number, transaction: KvTransaction): number {
  const base = readBaseValue(transaction.get('meta', META_BASE)!)
  for (let number = base.number; number > job.base.number; number--) {
    const window = windowOf(number, windowBlocks)
    transaction.delete('chain', blockKey(number))
    for (const [key, chunk] of transaction.range('undo', { gte: undoKey(number, 0), lt: undoKey(number + 1, 0) })) {
      for (const change of decodeChanges(chunk)) {
        transaction.delete('places', placesKey(window, fingerprintOf(change.key), number))
        transaction.delete('existence', existenceKey(window, change.key, number))
      }
      transaction.delete('undo', key)
    }
  }
  const changes = decodeChanges(restored)
  inParts(changes.length, transaction, (at) => {
    const { key, value } = changes[at]
    if (value === undefined) transaction.delete('flat', key)
    else transaction.put('flat', key, value)
    return at + 1
  })
  return changes.length
}

function writeNodes({ slabs, places, keys }: NodeRecords, transaction: KvTransaction): void {
  let keyAt = 0
  inParts(places.length / 4, transaction, (number) => {
    const at = 4 * number
    const slab = slabs[places[at]]
    const record = slab.subarray(places[at + 1], places[at + 1] + places[at + 2])
    const key = keys.subarray(keyAt, keyAt + places[at + 3])
    keyAt += key.length
    transaction.put('nodes', key, record)
    return number + 1
  })
}

/** Deletes history below `keepFrom`, oldest first, at most `limit` records of each kind: the rest in later jobs. */
function pruneHistory(keepFrom: number, windowBlocks: number, limit: number, transaction: KvTransaction): void {
  const oldest = readU64(transaction.get('meta', META_OLDEST)!)
  if (keepFrom > oldest) transaction.put('meta', META_OLDEST, u64(keepFrom))
  const from = Math.max(keepFrom, oldest)
  const drop = (table: string, lt: Uint8Array): void => {
    deleteAll(table, transaction.keys(table, { lt, limit }), transaction)
  }
  drop('chain', blockKey(from))
  drop('undo', undoKey(from + 1, 0))
  const window = windowOf(from + 1, windowBlocks)
  drop('places', placesPrefix(window))
  drop('existence', existencePrefix(window))
}
