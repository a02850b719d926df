import { SEGMENT_SIZE } from '../segments/segmentLeaves.ts'

/** How a file is cut into blocks and linked: these two numbers, raw leaves and a balanced tree decide its CID. */
export interface FileLayout {
  /** Bytes of every leaf but the last: a power of two, at least 1,024, so that each leaf is a whole segment subtree. */
  readonly chunkSize: number
  /** Most links of an inner node, at least 2. */
  readonly maxLinks: number
}

/** IPIP-499, https://specs.ipfs.tech/ipips/ipip-0499/: the profile all EchoChain content uses (protocol.md §6). */
export const UNIXFS_V1_2025: FileLayout = { chunkSize: 1024 * 1024, maxLinks: 1024 }

/** Throws RangeError unless the layout is one that segments and leaves agree on. */
export function validateLayout({ chunkSize, maxLinks }: FileLayout): void {
  const isPowerOfTwo = Number.isInteger(Math.log2(chunkSize))
  if (!isPowerOfTwo || chunkSize < SEGMENT_SIZE || chunkSize > 2 ** 30)
    throw new RangeError(`Chunk size ${chunkSize} must be a power of two from ${SEGMENT_SIZE} to 2^30`)
  if (!Number.isInteger(maxLinks) || maxLinks < 2) throw new RangeError(`maxLinks ${maxLinks} must be at least 2`)
}

/** Number of leaves of a file of `size` bytes: an empty file has one, empty. */
export const countLeaves = (size: number, { chunkSize }: FileLayout): number => Math.max(1, Math.ceil(size / chunkSize))
