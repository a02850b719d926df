import { merkleLeaf } from '@echochain/codec'

/** The unit of storage proofs, in bytes: small enough that a proof fits a transaction (protocol.md §6). */
export const SEGMENT_SIZE = 1024

/** Leaf hashes of the segments of `bytes`, which must start at a multiple of 1,024 of their file. */
export function segmentLeaves(bytes: Uint8Array): Uint8Array[] {
  const leaves = []
  for (let at = 0; at < bytes.length; at += SEGMENT_SIZE) leaves.push(merkleLeaf(bytes.subarray(at, at + SEGMENT_SIZE)))
  return leaves
}
