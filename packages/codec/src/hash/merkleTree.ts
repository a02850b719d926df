// Binary Merkle tree of RFC 6962 section 2.1: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right),
// empty = SHA-256(""). A tree of n leaves splits at the largest power of two below n, so that every aligned run of
// 2^k leaves (the last one may be shorter) is a subtree.
import { equalBytes } from '../bytes/bytes.ts'
import { DIGEST, functions, INPUT, memory } from './hashInput.ts'
import { createSha256, sha256 } from './sha256.ts'

const HASH_BYTES = 32
const LEAF_PREFIX = 0
const NODE_PREFIX = 1

/** Leaves reduced to their root at once: a power of two, and half of the input memory. */
const RUN_LEAVES = 1024
/** Leaf data is hashed in the input memory above the hashes of a run, and by {@link createSha256} if it is longer. */
const LEAF_INPUT = INPUT + RUN_LEAVES * HASH_BYTES
const SHORT_LEAF_BYTES = 240

export function merkleLeaf(data: Uint8Array): Uint8Array {
  writeLeaf(data, DIGEST)
  return memory.slice(DIGEST, DIGEST + HASH_BYTES)
}

/** The parent of two hashes of 32 bytes. */
export function merkleNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  memory[INPUT] = NODE_PREFIX
  setHash(INPUT + 1, left)
  setHash(INPUT + 1 + HASH_BYTES, right)
  functions.sha256(INPUT, 1 + 2 * HASH_BYTES, DIGEST)
  return memory.slice(DIGEST, DIGEST + HASH_BYTES)
}

/** Root over leaf hashes in order. */
export const merkleRootOfLeaves = (leaves: readonly Uint8Array[]): Uint8Array =>
  rootOfRuns(leaves, (leaf, target) => setHash(target, leaf))

/** Root over the data of the leaves. */
export const merkleRoot = (items: readonly Uint8Array[]): Uint8Array => rootOfRuns(items, writeLeaf)

function rootOfRuns<T>(items: readonly T[], writeLeafHash: (item: T, target: number) => void): Uint8Array {
  if (items.length === 0) return sha256(new Uint8Array(0))
  const roots: Uint8Array[] = []
  for (let start = 0; start < items.length; start += RUN_LEAVES) {
    const count = Math.min(RUN_LEAVES, items.length - start)
    for (let i = 0; i < count; i++) writeLeafHash(items[start + i], INPUT + i * HASH_BYTES)
    functions.merkleReduce(INPUT, count)
    roots.push(memory.slice(INPUT, INPUT + HASH_BYTES))
  }
  return roots.length === 1 ? roots[0] : merkleRootOfLeaves(roots)
}

function writeLeaf(data: Uint8Array, target: number): void {
  if (data.length > SHORT_LEAF_BYTES) {
    const hasher = createSha256()
    hasher.update(Uint8Array.of(LEAF_PREFIX))
    hasher.update(data)
    memory.set(hasher.digest(), target)
  } else {
    memory[LEAF_INPUT] = LEAF_PREFIX
    memory.set(data, LEAF_INPUT + 1)
    functions.sha256(LEAF_INPUT, data.length + 1, target)
  }
}

function setHash(target: number, hash: Uint8Array): void {
  if (hash.length !== HASH_BYTES) throw new RangeError(`A Merkle hash has ${HASH_BYTES} bytes, not ${hash.length}`)
  memory.set(hash, target)
}

/** Sibling hashes from the leaf up to the root that prove leaf `index` among `leaves`. */
export function merkleProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`Leaf ${index} asked of a tree with ${leaves.length} leaves`)
  const path: Uint8Array[] = []
  for (let width = 1; width < leaves.length; width *= 2) {
    const sibling = (Math.floor(index / width) ^ 1) * width
    if (sibling < leaves.length) path.push(merkleRootOfLeaves(leaves.slice(sibling, sibling + width)))
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
  if (leaf.length !== HASH_BYTES) return false
  let hash = leaf
  let at = index
  let last = count - 1
  let used = 0
  for (; last > 0; at = Math.floor(at / 2), last = Math.floor(last / 2)) {
    if (at % 2 === 0 && at === last) continue // an odd node: moves up without a sibling
    const sibling = path[used++]
    if (sibling?.length !== HASH_BYTES) return false
    hash = at % 2 === 1 ? merkleNode(sibling, hash) : merkleNode(hash, sibling)
  }
  return used === path.length && equalBytes(hash, root)
}
