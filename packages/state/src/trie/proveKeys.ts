import { blake2b256, equalBytes, toHex } from '@echochain/codec'
import { Branch, type Leaf, type Slot } from './Branch.ts'
import { nibbleAt } from './nibbles.ts'
import {
  EMPTY_NODE,
  HASH_LENGTH,
  LEAF,
  LEAF_HASHED_VALUE,
  LONGEST_PLAIN_VALUE,
  writeCompactLength,
  writeHeader,
  writePartial,
} from './nodeFormat.ts'
import type { NodeSource } from './NodeSource.ts'

/**
 * Read proof as Substrate makes it: the nodes met on the way from the root to each key that are not part of another,
 * and each value found that a node has by its hash; every item once. For a key without a value, the nodes that show
 * that there is none.
 */
export function proveKeys(root: Slot, keys: readonly Uint8Array[], source: NodeSource): Uint8Array[] {
  const items = new Map<string, Uint8Array>()
  const add = (item: Uint8Array): void => void items.set(toHex(blake2b256(item)), item)
  if (root === undefined) add(Uint8Array.of(EMPTY_NODE))
  else for (const key of keys) proveKey(root, key, source, add)
  return [...items.values()]
}

function proveKey(root: Branch | Leaf, key: Uint8Array, source: NodeSource, add: (item: Uint8Array) => void): void {
  const addNode = (node: Uint8Array, depth: number): void => {
    if (depth === 0 || node.length >= HASH_LENGTH) add(node)
  }
  const addValue = (value: Uint8Array): void => {
    if (value.length > LONGEST_PLAIN_VALUE) add(value)
  }
  const end = 2 * key.length
  let slot = root
  for (let depth = 0; ; depth++) {
    if (!(slot instanceof Branch)) {
      addNode(encodeLeaf(slot, depth), depth)
      if (equalBytes(slot.key, key)) addValue(slot.value)
      return
    }
    addNode(slot.encoding(), depth)
    if (!runsAlong(slot, key, depth)) return
    depth += slot.partialNibbles
    if (depth === end) {
      if (slot.hasValue) addValue(slot.own?.value ?? source.value(key))
      return
    }
    const nibble = nibbleAt(key, depth)
    const bit = 1 << nibble
    if ((slot.bitmap & bit) === 0) return
    const known: Slot = slot.child(nibble)
    slot = known ?? ((slot.branchBits & bit) === 0 ? source.leaf(key, depth + 1) : source.branch(key, depth + 1))
  }
}

function runsAlong(node: Branch, key: Uint8Array, depth: number): boolean {
  if (depth + node.partialNibbles > 2 * key.length) return false
  const partial = new Uint8Array((node.partialNibbles + 1) >> 1)
  writePartial(partial, 0, key, depth, depth + node.partialNibbles)
  const at = node.start + node.partialAt
  return equalBytes(partial, node.bytes.subarray(at, at + partial.length))
}

function encodeLeaf({ key, value }: Leaf, depth: number): Uint8Array {
  const node = new Uint8Array(key.length + 64)
  const hashed = value.length > LONGEST_PLAIN_VALUE
  let at = writeHeader(node, 0, hashed ? LEAF_HASHED_VALUE : LEAF, 2 * key.length - depth)
  at = writePartial(node, at, key, depth, 2 * key.length)
  if (!hashed) at = writeCompactLength(node, at, value.length)
  node.set(hashed ? blake2b256(value) : value, at)
  return node.slice(0, at + (hashed ? HASH_LENGTH : value.length))
}
