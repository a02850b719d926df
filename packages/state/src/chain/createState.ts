import { type Hash, toHex } from '@echochain/codec'
import type { KvOperation } from '../kv/KvStore.ts'
import { StateError } from '../StateError.ts'
import type { Leaf } from '../trie/Branch.ts'
import { sortChanges } from '../trie/sortChanges.ts'
import { TrieBuilder } from '../trie/TrieBuilder.ts'
import type { StateStore } from './StateStore.ts'
import {
  baseValue,
  blockKey,
  chainValue,
  FORMAT,
  META_BASE,
  META_FORMAT,
  META_OLDEST,
  META_WINDOW,
  TABLES,
  u64,
  validateFormat,
} from './tables.ts'

const BATCH_BYTES = 8 * 2 ** 20

/** The state that a chain starts with. */
export interface Genesis {
  /** In any order, each key once. */
  readonly entries: Iterable<readonly [Uint8Array, Uint8Array]>
  /** Hash of block 0, given its state root. */
  hashOf(root: Hash): Hash
}

/**
 * Writes the state of block 0. The base is written last: what a crash leaves before is not taken for a state, and
 * cleared when tried again. Throws {@link StateError} NOT_EMPTY if there is one already.
 */
export async function createState(store: StateStore, genesis: Genesis, windowBlocks: number): Promise<void> {
  validateFormat(store)
  if (store.table('meta').get(META_BASE) !== undefined)
    throw new StateError('NOT_EMPTY', 'There is a state in this database already')
  const writer = new BatchWriter(store)
  for (const table of TABLES) await writer.add({ table })
  const leaves = sortChanges(Array.from(genesis.entries, ([key, value]) => ({ key, value, existed: false }))) as Leaf[]
  const nodes: KvOperation[] = []
  const builder = new TrieBuilder((key, { bytes, start, length }) =>
    nodes.push({ table: 'nodes', key, value: bytes.slice(start - 2, start + length) }),
  )
  for (const { key, value } of leaves) {
    builder.add(key, value)
    await writer.add({ table: 'flat', key, value })
    while (nodes.length > 0) await writer.add(nodes.pop()!)
  }
  const root = toHex(builder.finish())
  while (nodes.length > 0) await writer.add(nodes.pop()!)
  const base = { hash: genesis.hashOf(root), number: 0, root }
  await writer.flush()
  await store.write([
    { table: 'meta', key: META_FORMAT, value: u64(FORMAT) },
    { table: 'meta', key: META_WINDOW, value: u64(windowBlocks) },
    { table: 'meta', key: META_OLDEST, value: u64(0) },
    { table: 'chain', key: blockKey(0), value: chainValue(base) },
    { table: 'meta', key: META_BASE, value: baseValue(base) },
  ])
}

class BatchWriter {
  readonly #store: StateStore
  #batch: KvOperation[] = []
  #bytes = 0

  constructor(store: StateStore) {
    this.#store = store
  }

  async add(operation: KvOperation): Promise<void> {
    this.#batch.push(operation)
    this.#bytes += 'key' in operation ? operation.key.length + (operation.value?.length ?? 0) : 0
    if (this.#bytes > BATCH_BYTES) await this.flush()
  }

  async flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    this.#bytes = 0
    await this.#store.write(batch)
  }
}
