import { blake2b256, fromHex, type Hash, toHex } from '@echochain/codec'
import type { Chain } from '@echochain/consensus'
import { type BlockRef, StateError, type StateView } from '@echochain/state'
import type { StorageQuery, StorageResult } from './StorageQuery.ts'

/** A page is what is read in one turn of the event loop. */
const PAGE_RESULTS = 256
const PAGE_BYTES = 256 * 1024

/** Answers queries page by page, so that others have their turn in between. Throws as `Chain.stateAt` does. */
export function* answerStorageQueries(
  chain: Chain,
  block: Hash,
  queries: readonly StorageQuery[],
): Generator<readonly StorageResult[]> {
  const state = chain.stateAt(block)
  let page: StorageResult[] = []
  let bytes = 0
  for (const query of queries)
    for (const [result, size] of answerQuery(chain, state, query)) {
      page.push(result)
      bytes += size
      if (page.length < PAGE_RESULTS && bytes < PAGE_BYTES) continue
      yield page
      page = []
      bytes = 0
    }
  if (page.length > 0) yield page
}

/** Each result with the bytes that had to be read for it. */
function* answerQuery(chain: Chain, state: StateView, query: StorageQuery): Generator<[StorageResult, number]> {
  const { type } = query
  if (type === 'descendantsValues' || type === 'descendantsHashes') return yield* answerDescendants(state, query, type)
  const key = toHex(query.key)
  if (type === 'closestDescendantMerkleValue') {
    if (state.keys(query.key, undefined, 1).length === 0) return
    yield [{ key, closestDescendantMerkleValue: closestDescendantMerkleValue(chain, state, query.key) }, 32]
    return
  }
  const value = state.get(query.key)
  if (value) yield [{ key, [type]: toHex(type === 'value' ? value : blake2b256(value)) }, value.length]
}

/** The keys that begin with the one asked about, itself among them. */
function* answerDescendants(
  state: StateView,
  { key: prefix, paginationStartKey }: StorageQuery,
  type: 'descendantsValues' | 'descendantsHashes',
): Generator<[StorageResult, number]> {
  let after = paginationStartKey
  for (;;) {
    const keys = state.keys(prefix, after, PAGE_RESULTS)
    for (const key of keys) {
      const value = state.get(key)!
      const result = type === 'descendantsValues' ? { value: toHex(value) } : { hash: toHex(blake2b256(value)) }
      yield [{ key: toHex(key), ...result }, key.length + value.length]
    }
    if (keys.length < PAGE_RESULTS) return
    after = keys.at(-1)
  }
}

/**
 * The hash of the node that holds all keys with a prefix: the last on the way to it. Nodes of less than 32 bytes have
 * no hash of their own; their parent's stands in, which changes with them. So does the state root where no proofs are
 * made any more.
 */
function closestDescendantMerkleValue(chain: Chain, { block, root }: StateView, key: Uint8Array): Hash {
  return toHex(blake2b256(proveOrUndefined(chain, block, key)?.at(-1) ?? fromHex(root)))
}

function proveOrUndefined(chain: Chain, block: BlockRef, key: Uint8Array): Uint8Array[] | undefined {
  try {
    return chain.state.prove(block, [key])
  } catch (error) {
    if (error instanceof StateError && error.code === 'STATE_PRUNED') return undefined
    throw error
  }
}
