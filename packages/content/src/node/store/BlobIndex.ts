// What is kept beside a stored file: the digests of its chunks. Inner nodes follow from them (1,024 links are encoded
// and hashed in about 6 ms), so nothing else is stored; and since the root must come out as the file's CID, a damaged
// index cannot go unnoticed.
import {
  bytes,
  concatBytes,
  decode,
  encode,
  equalBytes,
  fromHex,
  H256,
  sha256,
  struct,
  u32,
  u64,
} from '@echochain/codec'
import type { ChunkDigest } from '../../ChunkDigest.ts'
import type { Cid } from '../../cid/Cid.ts'
import type { ContentDescription } from '../../ContentDescription.ts'
import { ContentError } from '../../ContentError.ts'
import { ContentTree } from '../../ContentTree.ts'
import { countLeaves, type FileLayout, validateLayout } from '../../unixfs/FileLayout.ts'

/** Most chunks of one file: 64 GiB in chunks of 1 MiB, an index of 4 MiB. */
export const MAX_CHUNKS = 65_536

/** Raised when the record changes; an index of another format is refused. */
const FORMAT = 1
const DIGEST_LENGTH = 32

const IndexRecord = struct('', {
  format: u32,
  chunkSize: u32,
  maxLinks: u32,
  size: u64,
  plainHash: H256,
  leaves: bytes(MAX_CHUNKS * DIGEST_LENGTH),
  segmentRoots: bytes(MAX_CHUNKS * DIGEST_LENGTH),
})

/** The chunks and inner nodes of one stored file. */
export class BlobIndex {
  readonly description: ContentDescription
  readonly layout: FileLayout
  readonly digests: readonly ChunkDigest[]
  /** The inner nodes, by CID. */
  readonly nodes: ReadonlyMap<Cid, Uint8Array>

  private constructor(
    layout: FileLayout,
    digests: readonly ChunkDigest[],
    description: ContentDescription,
    nodes: ReadonlyMap<Cid, Uint8Array>,
  ) {
    this.layout = layout
    this.digests = digests
    this.description = description
    this.nodes = nodes
  }

  static create(layout: FileLayout, digests: readonly ChunkDigest[], size: number, plainHash: Uint8Array): BlobIndex {
    const nodes = new Map<Cid, Uint8Array>()
    const tree = new ContentTree(layout, ({ cid }, block) => void nodes.set(cid, block))
    digests.forEach((digest, i) => tree.addChunk(digest, Math.min(layout.chunkSize, size - i * layout.chunkSize)))
    return new BlobIndex(layout, digests, tree.finish(plainHash), nodes)
  }

  /** Bytes for the disk, the last 32 of them the SHA-256 of the others. */
  encode(): Uint8Array {
    const { size, plainHash } = this.description
    const record = encode(IndexRecord, {
      format: FORMAT,
      ...this.layout,
      size: BigInt(size),
      plainHash,
      leaves: joinDigests(this.digests.map(({ leaf }) => leaf)),
      segmentRoots: joinDigests(this.digests.map(({ segmentRoot }) => segmentRoot)),
    })
    return concatBytes(record, sha256(record))
  }

  /** Throws `DAMAGED` unless the bytes are the index of the file `cid`. */
  static decode(input: Uint8Array, cid: Cid): BlobIndex {
    const record = input.subarray(0, Math.max(0, input.length - DIGEST_LENGTH))
    if (!equalBytes(sha256(record), input.subarray(record.length)))
      throw new ContentError('DAMAGED', `The index of ${cid} is damaged; put the file again to repair it`)
    const { format, chunkSize, maxLinks, size, plainHash, leaves, segmentRoots } = decode(IndexRecord, record)
    if (format !== FORMAT)
      throw new ContentError('DAMAGED', `The index of ${cid} has format ${format}, this version reads ${FORMAT}`)
    const layout = { chunkSize, maxLinks }
    validateLayout(layout)
    const count = countLeaves(Number(size), layout)
    if (leaves.length !== count * DIGEST_LENGTH || segmentRoots.length !== leaves.length)
      throw new ContentError('DAMAGED', `The index of ${cid} has too few or too many chunks`)
    const digestAt = (from: Uint8Array, i: number) => from.subarray(i * DIGEST_LENGTH, (i + 1) * DIGEST_LENGTH)
    const digests = Array.from({ length: count }, (_, i) => ({
      leaf: digestAt(leaves, i),
      segmentRoot: digestAt(segmentRoots, i),
    }))
    const index = BlobIndex.create(layout, digests, Number(size), fromHex(plainHash))
    if (index.description.cid !== cid)
      throw new ContentError('DAMAGED', `The index stored for ${cid} is that of ${index.description.cid}`)
    return index
  }
}

function joinDigests(digests: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(digests.length * DIGEST_LENGTH)
  digests.forEach((digest, i) => joined.set(digest, i * DIGEST_LENGTH))
  return joined
}
