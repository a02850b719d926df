import { type Arena } from './Arena.ts'
import { Branch, countBits, type Leaf, type Slot } from './Branch.ts'
import {
  BRANCH,
  BRANCH_HASHED_VALUE,
  BRANCH_VALUE,
  HASH_LENGTH,
  LEAF,
  LEAF_HASHED_VALUE,
  LONGEST_PLAIN_VALUE,
  writeCompactLength,
  writeHeader,
  writePartial,
} from './nodeFormat.ts'
import { MAX_LEVELS, type TrieMemory } from './TrieMemory.ts'

/** Own value of a branch to be written: a new one, the one that the node `of` has, or none. */
export type OwnValue = { readonly leaf: Leaf } | { readonly of: Branch } | undefined

/**
 * Puts nodes together in a {@link TrieMemory} and hashes them. Results go to a *place*, 16 a level: the slot itself to
 * `slots`, its Merkle value to the memory and the length of that to `lengths`.
 */
export class NodeEncoder {
  readonly #memory: TrieMemory
  readonly #arena: Arena
  readonly slots: Slot[] = []
  readonly lengths = new Uint8Array(MAX_LEVELS * 16)
  /** Stamp for the branches made. */
  now = 0

  constructor(memory: TrieMemory, arena: Arena) {
    this.#memory = memory
    this.#arena = arena
  }

  /** Encodes a leaf whose key runs on from nibble `depth`. */
  leaf(leaf: Leaf, depth: number, place: number): Leaf {
    const { bytes, node } = this.#memory
    const { key, value } = leaf
    const hashed = value.length > LONGEST_PLAIN_VALUE
    let at = writeHeader(bytes, node, hashed ? LEAF_HASHED_VALUE : LEAF, 2 * key.length - depth)
    at = writePartial(bytes, at, key, depth, 2 * key.length)
    this.#seal(this.#writeValue(at, value), place)
    return leaf
  }

  /** Encodes a branch with partial key `from` to `to` of `path` whose children are in the places of `level`. */
  branch(
    path: Uint8Array,
    from: number,
    to: number,
    own: OwnValue,
    bitmap: number,
    branchBits: number,
    level: number,
    place: number,
  ): Branch {
    const { bytes, node, merkle } = this.#memory
    let at = writeHeader(bytes, node, branchKind(own), to - from)
    at = writePartial(bytes, at, path, from, to)
    bytes[at++] = bitmap & 255
    bytes[at++] = bitmap >> 8
    if (own !== undefined) at = 'leaf' in own ? this.#writeValue(at, own.leaf.value) : this.#copyValue(at, own.of)
    const children: (Branch | Leaf)[] = []
    let present = 0
    for (let nibble = 0; nibble < 16; nibble++) {
      const bit = 1 << nibble
      if ((bitmap & bit) === 0) continue
      const child = level * 16 + nibble
      const length = this.lengths[child]
      bytes[at++] = length << 2
      bytes.copyWithin(at, merkle + 32 * child, merkle + 32 * child + length)
      at += length
      const slot = this.slots[child]
      if (slot === undefined) continue
      children.push(slot)
      present |= bit
    }
    const branch = this.#store(at - node, branchBits)
    branch.setChildren(children, present)
    if (own !== undefined) branch.own = 'leaf' in own ? own.leaf : own.of.own
    this.#seal(at, place)
    return branch
  }

  /** `node` with new Merkle values of 32 bytes, out of the places of `level`, for the children in `changedBits`. */
  patched(node: Branch, changedBits: number, level: number, place: number): Branch {
    const memory = this.#memory
    const { bytes, merkle } = memory
    bytes.set(node.bytes.subarray(node.start, node.start + node.length), memory.node)
    const before = node.children
    const present = node.present | changedBits
    const children: (Branch | Leaf)[] = []
    let branchBits = node.branchBits
    const first = memory.node + node.childrenAt + 1
    for (let bits = present, kept = 0; bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits
      const old = (node.present & bit) === 0 ? undefined : before[kept++]
      if ((changedBits & bit) === 0) {
        children.push(old!)
        continue
      }
      const nibble = 31 - Math.clz32(bit)
      const child = level * 16 + nibble
      const at = first + (HASH_LENGTH + 1) * countBits(node.bitmap & (bit - 1))
      bytes.copyWithin(at, merkle + 32 * child, merkle + 32 * child + HASH_LENGTH)
      const slot = this.slots[child]!
      children.push(slot)
      branchBits = slot instanceof Branch ? branchBits | bit : branchBits & ~bit
    }
    const branch = this.#store(node.length, branchBits)
    branch.setChildren(children, present)
    branch.own = node.own
    this.#seal(memory.node + node.length, place)
    return branch
  }

  /** `node` under another partial key: nibbles `from` to `to` of `path`. */
  moved(node: Branch, path: Uint8Array, from: number, to: number, place: number): Branch {
    const memory = this.#memory
    const { bytes } = memory
    let at = writeHeader(bytes, memory.node, branchKind(node.hasValue ? { of: node } : undefined), to - from)
    at = writePartial(bytes, at, path, from, to)
    bytes.set(node.bytes.subarray(node.start + node.bitmapAt, node.start + node.length), at)
    at += node.length - node.bitmapAt
    const branch = this.#store(at - memory.node, node.branchBits)
    branch.setChildren(node.children, node.present)
    branch.own = node.own
    this.#seal(at, place)
    return branch
  }

  /** Copies the Merkle value of a child of `node`, at `offset` of its encoding, to a place. */
  keep(node: Branch, offset: number, slot: Slot, place: number): void {
    const length = node.bytes[node.start + offset] >> 2
    const from = node.start + offset + 1
    this.#memory.bytes.set(node.bytes.subarray(from, from + length), this.#memory.merkle + 32 * place)
    this.lengths[place] = length
    this.slots[place] = slot
  }

  /** The Merkle value in a place as a hash, which the root's always is. */
  rootHash(place: number): Uint8Array {
    const { bytes, merkle, node } = this.#memory
    const start = merkle + 32 * place
    const length = this.lengths[place]
    if (length < HASH_LENGTH) {
      bytes.copyWithin(node, start, start + length)
      this.#memory.hash(node, length, start)
    }
    return bytes.slice(start, start + HASH_LENGTH)
  }

  #writeValue(at: number, value: Uint8Array): number {
    const { bytes } = this.#memory
    if (value.length > LONGEST_PLAIN_VALUE) {
      this.#memory.hashValue(value, at)
      return at + HASH_LENGTH
    }
    at = writeCompactLength(bytes, at, value.length)
    bytes.set(value, at)
    return at + value.length
  }

  #copyValue(at: number, node: Branch): number {
    const value = node.bytes.subarray(node.start + node.bitmapAt + 2, node.start + node.childrenAt)
    this.#memory.bytes.set(value, at)
    return at + value.length
  }

  #store(length: number, branchBits: number): Branch {
    const start = this.#arena.allocate(length)
    const { bytes } = this.#arena
    const { node } = this.#memory
    bytes.set(this.#memory.bytes.subarray(node, node + length), start)
    bytes[start - 2] = branchBits & 255
    bytes[start - 1] = branchBits >> 8
    return new Branch(bytes, start, length, true, this.now)
  }

  /** Writes the Merkle value of the node that ends at `end` to a place. */
  #seal(end: number, place: number): void {
    const { bytes, node, merkle } = this.#memory
    const length = end - node
    if (length >= HASH_LENGTH) {
      this.#memory.hash(node, length, merkle + 32 * place)
      this.lengths[place] = HASH_LENGTH
    } else {
      bytes.copyWithin(merkle + 32 * place, node, end)
      this.lengths[place] = length
    }
  }
}

function branchKind(own: OwnValue) {
  if (own === undefined) return BRANCH
  if ('leaf' in own) return own.leaf.value.length > LONGEST_PLAIN_VALUE ? BRANCH_HASHED_VALUE : BRANCH_VALUE
  return own.of.bytes[own.of.start] < 0x80 ? BRANCH_HASHED_VALUE : BRANCH_VALUE
}
