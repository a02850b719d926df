import { type Hex, toHex } from '@echochain/codec'
import type { StateView } from '@echochain/state'
import type { TestChain } from './TestChain.ts'

const EVERYTHING = new Uint8Array(0)
const MANY_KEYS = 1_000_000

/** Every entry of a state, by key. */
export function entriesOf(state: StateView): Record<Hex, Hex> {
  const entries: Record<Hex, Hex> = {}
  for (const key of state.keys(EVERYTHING, undefined, MANY_KEYS)) entries[toHex(key)] = toHex(state.get(key)!)
  return entries
}

/** Everything that a refused block could have left behind: tree, stores, states and pool, to be compared. */
export function traceOf({ chain, pool, importer, stores }: TestChain) {
  const tables = { ...tablesOf(stores.blocks, ['blocks', 'heights', 'canonical', 'meta']) }
  const { layers, layerKeys } = chain.state.stats()
  return {
    best: chain.best.hash,
    finalized: chain.finalized.hash,
    tree: Array.from(chain.nodes(), ({ hash, parent }) => `${parent?.hash} > ${hash}`),
    tables,
    state: entriesOf(chain.stateAt(chain.best.hash)),
    layers,
    layerKeys,
    pool: Array.from(pool.pending(), ({ hash }) => hash),
    poolSize: pool.size,
    waiting: importer.waiting,
  }
}

function tablesOf(store: TestChain['stores']['blocks'], names: readonly string[]): Record<string, [Hex, Hex][]> {
  return Object.fromEntries(
    names.map((name) => [name, Array.from(store.table(name).range(), ([key, value]) => [toHex(key), toHex(value)])]),
  )
}
