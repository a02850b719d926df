// Binary Merkle tree of RFC 6962 section 2.1: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right),
// empty = SHA-256(""). A tree of n leaves splits at the largest power of two below n.
import { equalBytes } from '../bytes/bytes.ts'
import { sha256 } from './sha256.ts'

export function merkleLeaf(data: Uint8Array): Uint8Array {
  const input = new Uint8Array(data.length + 1)
  input.set(data, 1)
  return sha256(input)
}

const pair = new Uint8Array(65)
pair[0] = 1

export function merkleNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1)
  pair.set(right, 33)
  return sha256(pair)
}

/** Root over leaf hashes in order. Pairs level by level, an odd one moves up: the same tree as RFC 6962's split. */
export function merkleRootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0))
  let level = leaves
  while (level.length > 1) level = parentLevel(level)
  return level[0]
}

/** Root over the data of the leaves. */
export const merkleRoot = (items: readonly Uint8Array[]): Uint8Array => merkleRootOfLeaves(items.map(merkleLeaf))

function parentLevel(level: readonly Uint8Array[]): Uint8Array[] {
  const parents: Uint8Array[] = []
  for (let i = 0; i + 1 < level.length; i += 2) parents.push(merkleNode(level[i], level[i + 1]))
  if (level.length % 2 === 1) parents.push(level[level.length - 1])
  return parents
}

/** Sibling hashes from the leaf up to the root that prove leaf `index` among `leaves`. */
export function merkleProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`Leaf ${index} asked of a tree with ${leaves.length} leaves`)
  const path: Uint8Array[] = []
  let at = index
  for (let level = leaves; level.length > 1; level = parentLevel(level)) {
    const sibling = at ^ 1
    if (sibling < level.length) path.push(level[sibling])
    at >>= 1
  }
  return path
}

/** Whether `path` proves that `leaf` is number `index` of the `count` leaves under `root` (RFC 9162, 2.1.3.2). */
export function verifyMerkleProof(
  root: Uint8Array,
  leaf: Uint8Array,
  index: number,
  count: number,
  path: readonly Uint8Array[],
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(count) || index < 0 || index >= count) return false
  let hash = leaf
  let at = index
  let last = count - 1
  let used = 0
  for (; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at % 2 === 0 && at === last) continue // an odd node: moves up without a sibling
    const sibling = path[used++]
    if (sibling?.length !== 32) return false
    hash = at % 2 === 1 ? merkleNode(sibling, hash) : merkleNode(hash, sibling)
  }
  return used === path.length && equalBytes(hash, root)
}
