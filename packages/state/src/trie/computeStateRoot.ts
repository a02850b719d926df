import { blake2b256, concatBytes, type Hash, toHex } from '@echochain/codec'
import type { Leaf } from './Branch.ts'
import { commonNibbles, nibbleAt } from './nibbles.ts'
import {
  BRANCH,
  BRANCH_HASHED_VALUE,
  BRANCH_VALUE,
  EMPTY_NODE,
  HASH_LENGTH,
  LEAF,
  LEAF_HASHED_VALUE,
  LONGEST_PLAIN_VALUE,
  type NodeKind,
  writeCompactLength,
  writeHeader,
  writePartial,
} from './nodeFormat.ts'
import { sortChanges } from './sortChanges.ts'

/** 1: values of more than 32 bytes are represented by their hash; 0: all values stand in their nodes. */
export type StateVersion = 0 | 1

/**
 * Root hash of the trie of `entries`, in any order, each key once: the plain definition, in memory. Throws
 * {@link StateError} BAD_KEY (empty or over 512 bytes) or DUPLICATE_KEY.
 */
export function computeStateRoot(
  entries: Iterable<readonly [Uint8Array, Uint8Array]>,
  version: StateVersion = 1,
): Hash {
  const leaves = sortChanges(Array.from(entries, ([key, value]) => ({ key, value, existed: false }))) as Leaf[]
  const root = leaves.length === 0 ? Uint8Array.of(EMPTY_NODE) : encodeNode(leaves, 0, leaves.length, 0, version)
  return toHex(blake2b256(root))
}

/** The node over leaves `low` to `high`, whose keys agree up to nibble `depth`. */
function encodeNode(
  leaves: readonly Leaf[],
  low: number,
  high: number,
  depth: number,
  version: StateVersion,
): Uint8Array {
  const first = leaves[low]
  const end = 2 * first.key.length
  if (high - low === 1) {
    const kind = isHashed(first, version) ? LEAF_HASHED_VALUE : LEAF
    return concatBytes(encodeHead(kind, first.key, depth, end), encodeValue(first, version))
  }
  const last = leaves[high - 1]
  const split = commonNibbles(first.key, end, last.key, 2 * last.key.length, depth)
  const own = end === split ? first : undefined
  const children: Uint8Array[] = []
  let bitmap = 0
  for (let from = own ? low + 1 : low; from < high;) {
    const nibble = nibbleAt(leaves[from].key, split)
    let to = from + 1
    while (to < high && nibbleAt(leaves[to].key, split) === nibble) to++
    const node = encodeNode(leaves, from, to, split + 1, version)
    children.push(withLength(node.length < HASH_LENGTH ? node : blake2b256(node)))
    bitmap |= 1 << nibble
    from = to
  }
  return concatBytes(
    encodeHead(branchKind(own, version), first.key, depth, split),
    Uint8Array.of(bitmap & 255, bitmap >> 8),
    own ? encodeValue(own, version) : new Uint8Array(0),
    ...children,
  )
}

const isHashed = (leaf: Leaf, version: StateVersion): boolean =>
  version === 1 && leaf.value.length > LONGEST_PLAIN_VALUE

function branchKind(own: Leaf | undefined, version: StateVersion): NodeKind {
  if (own === undefined) return BRANCH
  return isHashed(own, version) ? BRANCH_HASHED_VALUE : BRANCH_VALUE
}

function encodeHead(kind: NodeKind, key: Uint8Array, from: number, to: number): Uint8Array {
  const head = new Uint8Array(8 + ((to - from) >> 1))
  return head.subarray(0, writePartial(head, writeHeader(head, 0, kind, to - from), key, from, to))
}

const encodeValue = (leaf: Leaf, version: StateVersion): Uint8Array =>
  isHashed(leaf, version) ? blake2b256(leaf.value) : withLength(leaf.value)

function withLength(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(4)
  return concatBytes(length.subarray(0, writeCompactLength(length, 0, bytes.length)), bytes)
}
