import { equalBytes, toHex } from '@echochain/codec'
import { TrieBuilder } from '../trie/TrieBuilder.ts'
import type { KvStore } from '../kv/KvStore.ts'
import { checkHistory } from './checkHistory.ts'
import { type BlockState, META_BASE, readBaseValue } from './tables.ts'

/** Something wrong in a state database. */
export interface StateDamage {
  readonly code: 'ROOT_DIFFERS' | 'NODE_DIFFERS' | 'NODE_MISSING' | 'NODE_EXTRA' | 'HISTORY_DAMAGED'
  readonly message: string
}

/** Damages listed at most: behind so many, the database as a whole is to be replaced. */
const MAX_LISTED = 100
/** Keys read before other work gets a turn. */
const SLICE = 2000

/**
 * Recomputes the trie from the flat values and compares every node and the root with what is stored; if that is in order,
 * goes back through the whole history. Yields to other work now and then; the base must not move meanwhile, or it starts again.
 */
export async function checkState(store: KvStore): Promise<StateDamage[]> {
  for (;;) {
    const base = readBaseValue(store.table('meta').get(META_BASE)!)
    const damages = await check(store, base)
    const after = readBaseValue(store.table('meta').get(META_BASE)!)
    if (after.hash === base.hash) return damages
  }
}

async function check(store: KvStore, base: BlockState): Promise<StateDamage[]> {
  const damages: StateDamage[] = []
  const report = (code: StateDamage['code'], message: string): void => {
    if (damages.length < MAX_LISTED) damages.push({ code, message })
  }
  const nodes = store.table('nodes')
  let branches = 0
  const builder = new TrieBuilder((key, { bytes, start, length }) => {
    branches++
    const stored = nodes.get(key)
    if (stored === undefined) report('NODE_MISSING', `The trie node ${toHex(key)} is missing`)
    else if (!equalBytes(stored, bytes.subarray(start - 2, start + length)))
      report('NODE_DIFFERS', `The trie node ${toHex(key)} is not what the values below it give`)
  })
  await forEachKey(store, 'flat', (key, value) => builder.add(key, value))
  const computed = toHex(builder.finish())
  if (computed !== base.root)
    report('ROOT_DIFFERS', `The values of the state give the root ${computed}, but the base has ${base.root}`)
  let stored = 0
  await forEachKey(store, 'nodes', () => stored++)
  if (stored > branches) report('NODE_EXTRA', `${stored - branches} stored trie nodes belong to no trie`)
  if (damages.length === 0) await checkHistory(store, base, report)
  return damages
}

/** Goes through a table in slices: an iteration of the database must not be held over turns of the event loop. */
async function forEachKey(
  store: KvStore,
  table: string,
  visit: (key: Uint8Array, value: Uint8Array) => void,
): Promise<void> {
  let gte: Uint8Array | undefined
  for (;;) {
    let count = 0
    let last: Uint8Array | undefined
    for (const [key, value] of store.table(table).range({ gte, limit: SLICE })) {
      visit(key, value)
      last = key
      count++
    }
    if (count < SLICE || last === undefined) return
    gte = new Uint8Array(last.length + 1)
    gte.set(last)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}
