// The inner nodes of RFC 6962's Merkle tree: SHA-256(0x01 ‖ left ‖ right).
import { NODE_INPUT } from './layout'
import { sha256 } from './sha256'

const HASH: usize = 32

/** Reduces `count` ≥ 1 leaf hashes that lie one after the other at `start` to their root, which replaces the first. */
export function merkleReduce(start: usize, count: usize): void {
  store<u8>(NODE_INPUT, 1)
  for (; count > 1; count = (count + 1) >> 1) {
    const pairs = count >> 1
    for (let i: usize = 0; i < pairs; i++) {
      const pair = start + 2 * HASH * i
      for (let j: usize = 0; j < 2 * HASH; j += 8) store<u64>(NODE_INPUT + 1 + j, load<u64>(pair + j))
      sha256(NODE_INPUT, 1 + 2 * HASH, start + HASH * i)
    }
    if (count & 1) copyHash(start + 2 * HASH * pairs, start + HASH * pairs)
  }
}

function copyHash(from: usize, to: usize): void {
  for (let j: usize = 0; j < HASH; j += 8) store<u64>(to + j, load<u64>(from + j))
}
