// The thread that owns all writes of one LMDB environment: one transaction a message, synced before it answers.
import { closeSync, openSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { flatten } from '../chain/flatten.ts'
import type { FlattenJob } from '../chain/FlattenJob.ts'
import { TABLES } from '../chain/tables.ts'
import type { KvTransaction } from '../kv/KvStore.ts'
import { type BatchMessage, decodeBatch } from './batchMessage.ts'
import { openEnvironment, openTable, type Table } from './environment.ts'
import { found, isEmpty, rangeOptions } from './LmdbTable.ts'

export interface WorkerOptions {
  readonly path: string
  readonly mapSizeBytes: number
  readonly commitMarker: string | undefined
}

export type WorkerRequest =
  | { readonly id: number; readonly batch: BatchMessage }
  | { readonly id: number; readonly job: FlattenJob }
  | { readonly id: number; readonly close: true }

export interface WorkerAnswer {
  readonly id: number
  /** What went wrong; nothing of the transaction was kept. */
  readonly error?: string
}

const { path, mapSizeBytes, commitMarker } = workerData as WorkerOptions
const environment = openEnvironment(path, mapSizeBytes, false)
const tables = new Map<string, Table>()
const marker = commitMarker === undefined ? undefined : openSync(commitMarker, 'w')

/** Tables are opened before the transaction begins: opening one is a transaction of its own. */
function prepareTables(names: readonly string[]): void {
  for (const name of names) if (!tables.has(name)) tables.set(name, openTable(environment, name))
}

const transaction: KvTransaction = {
  get(table, key) {
    return found(tables.get(table)!.getBinaryFast(key))
  },
  put(table, key, value) {
    void tables.get(table)!.put(key, value)
  },
  delete(table, key) {
    void tables.get(table)!.remove(key)
  },
  nested: (work) => environment.transactionSync(work),
  range: (table, range = {}) =>
    isEmpty(range)
      ? []
      : Array.from(tables.get(table)!.getRange(rangeOptions(range)), ({ key, value }) => [key, value] as const),
  keys: (table, range = {}) => (isEmpty(range) ? [] : Array.from(tables.get(table)!.getKeys(rangeOptions(range)))),
}

function writeBatch(batch: BatchMessage): void {
  for (const operation of decodeBatch(batch)) {
    const { table } = operation
    if (!('key' in operation)) for (const key of transaction.keys(table, operation)) transaction.delete(table, key)
    else if (operation.value === undefined) transaction.delete(table, operation.key)
    else transaction.put(table, operation.key, operation.value)
  }
}

function transact(names: readonly string[], work: () => void): void {
  prepareTables(names)
  mark('1')
  environment.transactionSync(work)
  mark('0')
}

/** Says, for the test that kills this process, whether a transaction is open. */
function mark(state: '0' | '1'): void {
  if (marker !== undefined) writeSync(marker, state, 0)
}

async function answer(request: WorkerRequest): Promise<void> {
  if ('batch' in request) transact(request.batch.tables, () => writeBatch(request.batch))
  else if ('job' in request) transact(TABLES, () => flatten(request.job, transaction))
  else {
    await environment.close()
    if (marker !== undefined) closeSync(marker)
  }
}

parentPort!.on('message', async (request: WorkerRequest) => {
  let error: string | undefined
  try {
    await answer(request)
  } catch (failure) {
    error = failure instanceof Error ? failure.message : String(failure)
  }
  parentPort!.postMessage({ id: request.id, error } satisfies WorkerAnswer, [])
  if ('close' in request) parentPort!.close()
})
