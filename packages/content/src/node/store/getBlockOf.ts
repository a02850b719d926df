import { equalBytes } from '@echochain/codec'
import { type Cid, cidCodec, cidDigest } from '../../cid/Cid.ts'
import { ContentError } from '../../ContentError.ts'
import type { BlobIndex } from './BlobIndex.ts'
import { readChunk, type StoredBlob } from './readBlob.ts'

const leafNumber = (index: BlobIndex, cid: Cid): number => {
  const digest = cidDigest(cid)
  return index.digests.findIndex(({ leaf }) => equalBytes(leaf, digest))
}

/** Whether a block belongs to a file. */
export const hasBlock = (index: BlobIndex, cid: Cid): boolean =>
  cidCodec(cid) === 'raw' ? leafNumber(index, cid) >= 0 : index.nodes.has(cid)

/** A block of a file: an inner node from the index, a leaf from the file's bytes. `NOT_FOUND`, `DAMAGED`. */
export async function getBlockOf(blob: StoredBlob, cid: Cid): Promise<Uint8Array> {
  const node = blob.index.nodes.get(cid)
  if (node) return node
  const number = cidCodec(cid) === 'raw' ? leafNumber(blob.index, cid) : -1
  if (number < 0) throw new ContentError('NOT_FOUND', `Block ${cid} is not in ${blob.index.description.cid}`)
  return readChunk(blob, number)
}
