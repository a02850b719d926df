// The state under blocks that change 20,000 keys: the root of one, and how fast they become durable, against writing
// the very same records to LMDB without anything around it (the limit).
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blake2b128, type Hash } from '@echochain/codec'
import { type BlockRef, ChainState, type StateChange, type StateStore } from '@echochain/state'
import { LmdbStore } from '@echochain/state/lmdb'
import { flatten } from '../packages/state/src/chain/flatten.ts'
import type { FlattenJob } from '../packages/state/src/chain/FlattenJob.ts'
import { TABLES } from '../packages/state/src/chain/tables.ts'
import type { KvTransaction } from '../packages/state/src/kv/KvStore.ts'
import { DEFAULT_MAP_BYTES, openEnvironment, openTable } from '../packages/state/src/lmdb/environment.ts'
import { rangeOptions } from '../packages/state/src/lmdb/LmdbTable.ts'
import type { BenchRow } from './BenchRow.ts'

const CHANGED = 20_000
/** Of the changed keys, those that are new. */
const NEW = 2000
/** Blocks that become durable together, as in a chain that is busy. */
const GROUP = 8
const KEY_BYTES = 80

/** An account's key as System.Account has it: 32 bytes of names, blake2b-128, the account; and a value of 80 bytes. */
function accountKey(number: number, buffer: Uint8Array, at: number): Uint8Array {
  const key = buffer.subarray(at, at + KEY_BYTES)
  key.fill(0x5a, 0, 32)
  new DataView(buffer.buffer).setUint32(at + 48, number)
  key.set(blake2b128(key.subarray(48)), 32)
  return key
}

const hashOf = (number: number): Hash => `0x${number.toString(16).padStart(64, '0')}`

function* entries(count: number): Generator<[Uint8Array, Uint8Array]> {
  const buffer = new Uint8Array(count * KEY_BYTES)
  for (let i = 0; i < count; i++) yield [accountKey(i, buffer, i * KEY_BYTES), new Uint8Array(KEY_BYTES)]
}

/** Deterministic, so that every run and machine changes the same keys. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** The changes of block `number`: old keys drawn uniformly, and new ones. */
function changesOf(number: number, count: number): StateChange[] {
  const random = createRandom(number)
  const old = new Set<number>()
  while (old.size < CHANGED - NEW) old.add(random(count))
  const fresh = Array.from({ length: NEW }, (_, i) => count + number * NEW + i)
  return [...old, ...fresh].map((account) => {
    const value = new Uint8Array(KEY_BYTES)
    new DataView(value.buffer).setUint32(0, number)
    return { key: accountKey(account, new Uint8Array(KEY_BYTES), 0), value, existed: account < count }
  })
}

/** Medians of `runs` runs, for states of so many keys. */
export async function benchState({
  runs,
  sizes = [100_000, 1_000_000],
}: {
  runs: number
  sizes?: readonly number[]
}): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  for (const size of sizes) {
    const path = mkdtempSync(join(tmpdir(), 'echochain-bench-'))
    try {
      rows.push(...(await benchSize(path, size, runs)))
    } finally {
      rmSync(path, { recursive: true, force: true })
    }
  }
  return rows
}

async function benchSize(path: string, size: number, runs: number): Promise<BenchRow[]> {
  const database = join(path, 'state')
  const created = await ChainState.create(await LmdbStore.open(database), {
    entries: entries(size),
    hashOf: () => hashOf(0),
  })
  await created.close()
  const before = join(path, 'before')
  cpSync(database, before, { recursive: true })

  const jobs: FlattenJob[] = []
  const options = { maxMoveChanges: GROUP * CHANGED } // one transaction, whose records can be compared
  const chain = await ChainState.open(recording(await LmdbStore.open(database), jobs), options)
  const { cold, warm, processor } = benchRoot(chain, size, runs)
  const seconds = await benchFlush(chain, size, runs)
  await chain.close()
  const limits = jobs.map((job) => benchRaw(job, before, path))
  const keys = GROUP * CHANGED
  const of = `${CHANGED.toLocaleString('en')} changed of ${size.toLocaleString('en')} keys`
  return [
    { what: `root, ${of}`, value: warm, unit: 'ms', note: `${processor.toFixed(0)} ms of processor time` },
    { what: `the same, nodes from the database`, value: cold, unit: 'ms', note: 'the first after opening' },
    {
      what: `made durable, ${GROUP} blocks at a time, ${of} each`,
      value: keys / seconds,
      unit: 'keys/s',
      limit: keys / medianOf(limits),
      note: 'limit: the same records put into LMDB, one transaction',
    },
  ]
}

/** Milliseconds for the first root after opening, when all nodes are read, and medians for later ones on the same base. */
function benchRoot(chain: ChainState, size: number, runs: number) {
  const processorTimes: number[] = []
  const times = Array.from({ length: runs + 1 }, (_, run) => {
    const changes = changesOf(1 + run, size)
    const start = performance.now()
    const processorStart = process.threadCpuUsage()
    chain.prepare(chain.base, changes)
    const { user, system } = process.threadCpuUsage(processorStart)
    processorTimes.push((user + system) / 1000)
    return performance.now() - start
  })
  return { cold: times[0], warm: medianOf(times.slice(1)), processor: medianOf(processorTimes.slice(1)) }
}

/** Median of the seconds from asking for a group of blocks to become the base until it is safe on disk. */
async function benchFlush(chain: ChainState, size: number, runs: number): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    let head: BlockRef = chain.base
    for (let i = 0; i < GROUP; i++) {
      const number = head.number + 1
      const changes = changesOf(number, size)
      chain.add(chain.prepare(head, changes), { number, hash: hashOf(number) })
      head = { number, hash: hashOf(number) }
    }
    const start = performance.now()
    await chain.moveBase(head)
    times.push((performance.now() - start) / 1000)
  }
  return medianOf(times)
}

/** The store, keeping a copy of each job: the worker takes the original's memory away. */
function recording(store: LmdbStore, jobs: FlattenJob[]): StateStore {
  return {
    table: (name) => store.table(name),
    write: (batch) => store.write(batch),
    close: () => store.close(),
    flatten(job, onDurable) {
      jobs.push(structuredClone(job))
      return store.flatten(job, onDurable)
    },
  }
}

/** Seconds to put what a job writes into a database like the one it was made for, the records being at hand. */
function benchRaw(job: FlattenJob, before: string, path: string): number {
  const copy = join(path, 'raw')
  cpSync(before, copy, { recursive: true })
  const environment = openEnvironment(copy, DEFAULT_MAP_BYTES, false)
  const tables = Object.fromEntries(TABLES.map((name) => [name, openTable(environment, name)]))
  const records: [table: string, key: Uint8Array, value: Uint8Array][] = []
  const recorder: KvTransaction = {
    get: (table, key) => tables[table].get(key),
    put: (table, key, value) => void records.push([table, key.slice(), value.slice()]),
    delete: () => {},
    nested: (work) => work(),
    range: (table, range = {}) =>
      Array.from(tables[table].getRange(rangeOptions(range)), ({ key, value }) => [key, value]),
    keys: (table, range = {}) => [...tables[table].getKeys(rangeOptions(range))],
  }
  flatten(job, recorder)
  const start = performance.now()
  environment.transactionSync(() => {
    for (const [table, key, value] of records) void tables[table].put(key, value)
  })
  const seconds = (performance.now() - start) / 1000
  void environment.close()
  rmSync(copy, { recursive: true, force: true })
  return seconds
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]
