import { compareBytes, toHex } from '@echochain/codec'
import { StateError } from '../StateError.ts'
import type { Arena } from './Arena.ts'
import { Branch, countBits, type Leaf, type Slot } from './Branch.ts'
import { commonNibbles, extendPath, nibbleAt, slotKey } from './nibbles.ts'
import { NodeEncoder, type OwnValue } from './NodeEncoder.ts'
import { EMPTY_NODE } from './nodeFormat.ts'
import type { NodeSource } from './NodeSource.ts'
import { relation, type Subtree, subtree } from './partialKeys.ts'
import { isSameKey } from './sortChanges.ts'
import type { StateChange } from './StateChange.ts'
import { TrieMemory } from './TrieMemory.ts'

/** A trie: what hangs at its top, and its hash. */
export interface TrieRoot {
  readonly slot: Slot
  readonly hash: Uint8Array
}

export interface TrieUpdate extends TrieRoot {
  /** Database keys of slots that held a branch and no longer do, unless this or a later update puts one there again. */
  readonly removed: Uint8Array[]
}

type Item = Leaf | Subtree

const nibblesOf = (item: Item): number => ('branch' in item ? item.nibbles : 2 * item.key.length)

/**
 * Applies sorted batches of changes to a persistent trie: changed branches are copied, all others shared with the trie
 * before, which stays as it is. A branch of which only children changed is copied and patched; it is put together anew
 * only where its shape changes. Leaves are not stored: the key says where they hang, and their Merkle value is in the
 * parent.
 */
export class TrieWriter {
  readonly #source: NodeSource
  readonly #encoder: NodeEncoder
  readonly #memory: TrieMemory
  #changes: readonly StateChange[] = []
  #removed: Uint8Array[] = []
  #level = 1

  constructor(source: NodeSource, arena: Arena, memory: TrieMemory = new TrieMemory()) {
    this.#source = source
    this.#memory = memory
    this.#encoder = new NodeEncoder(memory, arena)
  }

  /**
   * `changes` are in order of their keys, each key once. `now` stamps the branches made or used. Throws
   * {@link StateError} WRONG_EXISTED where it notices that a change's `existed` is not true, and DAMAGED where the
   * database lacks a node.
   */
  update(root: TrieRoot, changes: readonly StateChange[], now: number): TrieUpdate {
    if (changes.length === 0) return { ...root, removed: [] }
    const encoder = this.#encoder
    encoder.now = now
    this.#changes = changes
    this.#removed = []
    this.#level = 1
    const slot = this.#atRoot(root.slot, changes.length)
    const hash = slot === undefined ? this.#emptyRoot() : encoder.rootHash(0)
    encoder.slots.length = 0
    return { slot, hash, removed: this.#removed }
  }

  #atRoot(slot: Slot, count: number): Slot {
    if (slot === undefined) return this.#inEmpty(0, count, 0, 0)
    return slot instanceof Branch ? this.#inSlot(slot, 0, count, 0, 0) : this.#inLeaf(slot, 0, count, 0, 0)
  }

  #emptyRoot(): Uint8Array {
    const { bytes, node, merkle } = this.#memory
    bytes[node] = EMPTY_NODE
    this.#memory.hash(node, 1, merkle)
    return bytes.slice(merkle, merkle + 32)
  }

  /** Changes `low` to `high` in a slot at nibble `depth` of their keys where nothing hangs. */
  #inEmpty(low: number, high: number, depth: number, place: number): Slot {
    for (let i = low; i < high; i++) if (this.#changes[i].existed) throw wrongExisted(this.#changes[i])
    return this.#build(this.#changes as readonly Leaf[], low, high, depth, place)
  }

  /** The same where a leaf hangs; `leaf` is undefined if only the database knows which. */
  #inLeaf(leaf: Leaf | undefined, low: number, high: number, depth: number, place: number): Slot {
    const changes = this.#changes
    const first = changes[low]
    if (high - low === 1 && first.existed) {
      if (leaf !== undefined && !isSameKey(leaf.key, first.key)) throw wrongExisted(first)
      return first.value === undefined ? undefined : this.#encoder.leaf(first as Leaf, depth, place)
    }
    const items: Leaf[] = []
    let found = false
    for (let i = low; i < high; i++) {
      const change = changes[i]
      if (change.existed && found) throw wrongExisted(change)
      found ||= change.existed
      if (change.value !== undefined) items.push(change as Leaf)
    }
    if (!found) insertInOrder(items, leaf ?? this.#source.leaf(first.key, depth))
    return this.#build(items, 0, items.length, depth, place)
  }

  /** The same where `node` hangs. */
  #inSlot(node: Branch, low: number, high: number, depth: number, place: number): Slot {
    const path = this.#changes[low].key
    let from = low
    let to = high
    while (from < to && relation(this.#changes[from].key, node, depth) < 0) from++
    while (to > from && relation(this.#changes[to - 1].key, node, depth) > 0) to--
    let result: Slot
    if (from === low && to === high) result = this.#inBranch(node, low, high, depth, place)
    else {
      // Some keys part from the others within the partial key: the branch goes one further down, with what is left of it.
      const rest = from < to ? this.#inBranch(node, from, to, depth, place) : node
      const items: Item[] = this.#newLeaves(low, from)
      if (rest instanceof Branch) items.push(subtree(rest, path, depth))
      else if (rest !== undefined) items.push(rest)
      items.push(...this.#newLeaves(to, high))
      result = this.#build(items, 0, items.length, depth, place)
    }
    if (!(result instanceof Branch)) this.#removed.push(slotKey(path, depth))
    return result
  }

  #newLeaves(low: number, high: number): Leaf[] {
    const leaves = this.#changes.slice(low, high)
    for (const change of leaves) if (change.existed) throw wrongExisted(change)
    return leaves as Leaf[]
  }

  /** Changes to keys that all run through the partial key of `node`, which hangs at `depth`. */
  #inBranch(node: Branch, low: number, high: number, depth: number, place: number): Slot {
    const end = depth + node.partialNibbles
    const level = this.#level++
    const { slots, lengths } = this.#encoder
    let ownChange: StateChange | undefined
    let i = low
    if (2 * this.#changes[low].key.length === end) {
      ownChange = this.#changes[i++]
      if (ownChange.existed !== node.hasValue) throw wrongExisted(ownChange)
    }
    let changedBits = 0
    let sameShape = node.uniform && ownChange === undefined
    while (i < high) {
      const nibble = nibbleAt(this.#changes[i].key, end)
      const next = this.#endOfGroup(i, high, end, nibble)
      const child = level * 16 + nibble
      slots[child] = this.#inChild(node, nibble, i, next, end + 1, child)
      changedBits |= 1 << nibble
      if (slots[child] === undefined || lengths[child] !== 32) sameShape = false
      i = next
    }
    node.usedAt = this.#encoder.now
    const result =
      sameShape && (changedBits & ~node.bitmap) === 0
        ? this.#encoder.patched(node, changedBits, level, place)
        : this.#reshaped(node, low, depth, changedBits, ownChange, level, place)
    this.#level--
    return result
  }

  #endOfGroup(from: number, high: number, depth: number, nibble: number): number {
    let end = from + 1
    while (end < high && nibbleAt(this.#changes[end].key, depth) === nibble) end++
    return end
  }

  #inChild(node: Branch, nibble: number, low: number, high: number, depth: number, place: number): Slot {
    const bit = 1 << nibble
    if ((node.bitmap & bit) === 0) return this.#inEmpty(low, high, depth, place)
    const child = node.child(nibble)
    if ((node.branchBits & bit) === 0) return this.#inLeaf(child as Leaf | undefined, low, high, depth, place)
    return this.#inSlot(child instanceof Branch ? child : this.#load(node, nibble, low, depth), low, high, depth, place)
  }

  #load(node: Branch, nibble: number, change: number, depth: number): Branch {
    const child = this.#source.branch(this.#changes[change].key, depth)
    node.addChild(nibble, child)
    return child
  }

  /** `node` put together anew: its value or the set of its children changes, or lengths of their Merkle values. */
  #reshaped(
    node: Branch,
    low: number,
    depth: number,
    changedBits: number,
    ownChange: StateChange | undefined,
    level: number,
    place: number,
  ): Slot {
    const encoder = this.#encoder
    const path = this.#changes[low].key
    const end = depth + node.partialNibbles
    let bitmap = 0
    let branchBits = 0
    let offset = node.childrenAt
    for (let nibble = 0; nibble < 16; nibble++) {
      const bit = 1 << nibble
      const child = level * 16 + nibble
      const before = (node.bitmap & bit) !== 0
      if ((changedBits & bit) === 0 && before) {
        encoder.keep(node, offset, node.child(nibble), child)
        bitmap |= bit
        branchBits |= node.branchBits & bit
      } else if ((changedBits & bit) !== 0 && encoder.slots[child] !== undefined) {
        bitmap |= bit
        if (encoder.slots[child] instanceof Branch) branchBits |= bit
      }
      if (before) offset += 1 + (node.bytes[node.start + offset] >> 2)
    }
    const own = ownAfter(node, ownChange)
    const children = countBits(bitmap)
    if (children === 0) return own === undefined ? undefined : this.#ownAsLeaf(own, path, end, depth, place)
    if (children === 1 && own === undefined) return this.#joined(path, end, bitmap, branchBits, depth, level, place)
    return encoder.branch(path, depth, end, own, bitmap, branchBits, level, place)
  }

  #ownAsLeaf(own: NonNullable<OwnValue>, path: Uint8Array, end: number, depth: number, place: number): Leaf {
    return this.#encoder.leaf('leaf' in own ? own.leaf : this.#ownLeaf(own.of, path, end), depth, place)
  }

  #ownLeaf(node: Branch, path: Uint8Array, end: number): Leaf {
    if (node.own !== undefined) return node.own
    const key = path.slice(0, end >> 1)
    return { key, value: this.#source.value(key) }
  }

  /** A branch that is left with one child and no value is one node with this child. */
  #joined(
    path: Uint8Array,
    end: number,
    bitmap: number,
    branchBits: number,
    depth: number,
    level: number,
    place: number,
  ): Slot {
    const nibble = 31 - Math.clz32(bitmap)
    const slot = this.#encoder.slots[level * 16 + nibble]
    const childPath = extendPath(path, end, nibble)
    if (branchBits === 0)
      return this.#encoder.leaf((slot as Leaf | undefined) ?? this.#source.leaf(childPath, end + 1), depth, place)
    const branch = slot instanceof Branch ? slot : this.#source.branch(childPath, end + 1)
    this.#removed.push(slotKey(childPath, end + 1))
    const { key, nibbles } = subtree(branch, childPath, end + 1)
    return this.#encoder.moved(branch, key, depth, nibbles, place)
  }

  /** A trie of items `low` to `high`, in order of their keys, that agree up to nibble `depth`. */
  #build(items: readonly Item[], low: number, high: number, depth: number, place: number): Slot {
    if (low === high) return undefined
    const first = items[low]
    if (high - low === 1) {
      return 'branch' in first
        ? this.#encoder.moved(first.branch, first.key, depth, first.nibbles, place)
        : this.#encoder.leaf(first, depth, place)
    }
    const last = items[high - 1]
    const split = commonNibbles(first.key, nibblesOf(first), last.key, nibblesOf(last), depth)
    const level = this.#level++
    let own: OwnValue
    let at = low
    if (nibblesOf(first) === split && !('branch' in first)) {
      own = { leaf: first }
      at++
    }
    let bitmap = 0
    let branchBits = 0
    while (at < high) {
      const nibble = nibbleAt(items[at].key, split)
      let next = at + 1
      while (next < high && nibbleAt(items[next].key, split) === nibble) next++
      const child = level * 16 + nibble
      const slot = this.#build(items, at, next, split + 1, child)
      this.#encoder.slots[child] = slot
      bitmap |= 1 << nibble
      if (slot instanceof Branch) branchBits |= 1 << nibble
      at = next
    }
    this.#level--
    return this.#encoder.branch(first.key, depth, split, own, bitmap, branchBits, level, place)
  }
}

function ownAfter(node: Branch, change: StateChange | undefined): OwnValue {
  if (change === undefined) return node.hasValue ? { of: node } : undefined
  return change.value === undefined ? undefined : { leaf: change as Leaf }
}

function insertInOrder(items: Leaf[], leaf: Leaf): void {
  let at = items.length
  while (at > 0 && compareBytes(items[at - 1].key, leaf.key) > 0) at--
  if (at > 0 && isSameKey(items[at - 1].key, leaf.key)) throw wrongExisted({ ...items[at - 1], existed: false })
  items.splice(at, 0, leaf)
}

function wrongExisted({ key, existed }: StateChange): StateError {
  return new StateError(
    'WRONG_EXISTED',
    `A change says that the key ${toHex(key)} ${existed ? 'existed' : 'was new'}, but it ${existed ? 'was new' : 'existed'}`,
  )
}
