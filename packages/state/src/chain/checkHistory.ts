import { latin1 } from '#latin1'
import { equalBytes, fromHex, toHex } from '@echochain/codec'
import type { KvStore } from '../kv/KvStore.ts'
import { Arena } from '../trie/Arena.ts'
import { sortChanges } from '../trie/sortChanges.ts'
import type { StateChange } from '../trie/StateChange.ts'
import { TrieMemory } from '../trie/TrieMemory.ts'
import { type TrieRoot, TrieWriter } from '../trie/TrieWriter.ts'
import { decodeChanges } from './changeList.ts'
import type { StateDamage } from './checkState.ts'
import { StoredTrie } from './StoredTrie.ts'
import {
  blockKey,
  type BlockState,
  indexKey,
  indexValue,
  META_OLDEST,
  META_WINDOW,
  readChainValue,
  readU64,
  undoKey,
  windowOf,
} from './tables.ts'

type Report = (code: StateDamage['code'], message: string) => void

/**
 * Goes back block by block from the base, whose state must be in order, undoes what each changed, and compares the root
 * that comes of it with the one noted; looks whether each old value is found through the index; and for what does not
 * belong there. Yields to other work after each block.
 */
export async function checkHistory(store: KvStore, base: BlockState, report: Report): Promise<void> {
  const meta = store.table('meta')
  const oldest = readU64(meta.get(META_OLDEST)!)
  const windowBlocks = readU64(meta.get(META_WINDOW)!)
  for (const [key] of store.table('undo').range({ gte: undoKey(base.number + 1, 0), limit: 1 }))
    report('HISTORY_DAMAGED', `There are differences of block ${readU64(key)}, which is above the base`)
  const newest = store.table('chain').get(blockKey(base.number))
  if (newest === undefined || readChainValue(base.number, newest).root !== base.root)
    report('HISTORY_DAMAGED', `The base, block ${base.number}, is missing or another one in the history`)
  const walk = new HistoryWalk(store, base, windowBlocks)
  for (let number = base.number; number > oldest; number--) {
    const fault = walk.undo(number)
    if (fault !== undefined) return report('HISTORY_DAMAGED', fault)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

class HistoryWalk {
  readonly #store: KvStore
  readonly #windowBlocks: number
  readonly #writer: TrieWriter
  /** Keys that exist at the block reached otherwise than at the base. */
  readonly #exists = new Map<string, boolean>()
  #trie: TrieRoot

  constructor(store: KvStore, base: BlockState, windowBlocks: number) {
    const stored = new StoredTrie(store)
    this.#store = store
    this.#windowBlocks = windowBlocks
    this.#writer = new TrieWriter(stored, new Arena(false), new TrieMemory())
    this.#trie = { slot: stored.root(), hash: fromHex(base.root) }
  }

  /** Goes from the state of block `number` to that of the one before. Returns what is wrong, if anything is. */
  undo(number: number): string | undefined {
    const noted = this.#store.table('chain').get(blockKey(number - 1))
    if (noted === undefined) return `Block ${number - 1} is missing in the history`
    try {
      const { slot, hash } = this.#writer.update(this.#trie, sortChanges(this.#oldValues(number)), 0, -Infinity)
      this.#trie = { slot, hash }
    } catch (error) {
      return `The differences of block ${number} cannot be undone: ${(error as Error).message}`
    }
    const { root } = readChainValue(number - 1, noted)
    if (toHex(this.#trie.hash) === root) return undefined
    return `Undoing block ${number} gives the root ${toHex(this.#trie.hash)}, but block ${number - 1} had ${root}`
  }

  #oldValues(number: number): StateChange[] {
    const changes: StateChange[] = []
    const flat = this.#store.table('flat')
    const range = { gte: undoKey(number, 0), lt: undoKey(number + 1, 0) }
    for (const [entry, bytes] of this.#store.table('undo').range(range)) {
      const chunk = new DataView(entry.buffer, entry.byteOffset).getUint16(8)
      for (const { key, value } of decodeChanges(bytes.slice())) {
        const place = indexValue(chunk, key.byteOffset - 2)
        const found = this.#store.table('index').get(indexKey(windowOf(number, this.#windowBlocks), key, number))
        if (found === undefined || !equalBytes(found, place))
          throw new Error(`the index does not lead to the old value of ${toHex(key)}`)
        const name = latin1(key)
        const existed = this.#exists.get(name) ?? flat.get(key) !== undefined
        this.#exists.set(name, value !== undefined)
        changes.push({ key, value, existed })
      }
    }
    return changes
  }
}
