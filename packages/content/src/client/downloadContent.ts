import { createSha256, type Hash, toHex } from '@echochain/codec'
import { type Cid, cidCodec } from '../cid/Cid.ts'
import { ContentError } from '../ContentError.ts'
import { decodeFileNode, type FileLink } from '../unixfs/FileNode.ts'
import type { Fetch } from './ContentHttp.ts'
import { fetchBlock } from './fetchBlock.ts'

export interface DownloadOptions {
  /** Where to resume: bytes before it are not fetched. Default 0. */
  readonly offset?: number
  /** `WRONG_HASH` at the end if the whole file has another SHA-256; only with offset 0. */
  readonly expectedPlainHash?: Hash
  /** `TOO_LARGE`, before any leaf is fetched, if the file has another size. */
  readonly expectedSize?: number
  /** Called after each piece with the bytes of the file up to here, and its size. */
  readonly onProgress?: (bytes: number, size: number) => void
  readonly signal?: AbortSignal
  readonly fetch?: Fetch
  /** Blocks fetched at once. Default 4. */
  readonly concurrency?: number
}

/** Deepest tree that is followed: four levels of 1,024 links hold more than any disk. */
const MAX_DEPTH = 4

/** A leaf and where its bytes lie in the file. */
interface Leaf {
  readonly link: FileLink
  readonly offset: number
}

/**
 * The bytes of a file, in order, in pieces of at most one block, from one gateway or several. Every block is checked
 * against its CID before it is given out; one that is wrong or missing is asked of the next gateway. Throws ContentError.
 */
export async function* downloadContent(
  gateways: string | readonly string[],
  cid: Cid,
  options: DownloadOptions = {},
): AsyncGenerator<Uint8Array, void> {
  const { offset = 0, expectedPlainHash, expectedSize, onProgress, signal, fetch = globalThis.fetch } = options
  const all = typeof gateways === 'string' ? [gateways] : gateways
  const getBlock = (at: Cid): Promise<Uint8Array> => fetchBlock(all, at, { fetch, signal })

  const rootBlock = await getBlock(cid)
  const root: FileLink = { cid, fileSize: sizeOfBlock(cid, rootBlock), treeSize: 0 }
  const size = root.fileSize
  if (expectedSize !== undefined && size !== expectedSize)
    throw new ContentError('TOO_LARGE', `${cid} has ${size} bytes, not the expected ${expectedSize}`)
  if (offset > size) throw new ContentError('BAD_RANGE', `Byte ${offset} was asked of a file with ${size}`)

  const getChecked = async (link: FileLink): Promise<Uint8Array> => {
    const block = link.cid === cid ? rootBlock : await getBlock(link.cid)
    if (sizeOfBlock(link.cid, block) === link.fileSize) return block
    throw new ContentError('BAD_BLOCK', `Block ${link.cid} does not have the ${link.fileSize} bytes its parent states`)
  }
  const plainHash = offset === 0 ? createSha256() : undefined
  const leaves = listLeaves({ link: root, offset: 0 }, offset, getChecked, 0)
  for await (const { leaf, bytes } of fetchAhead(leaves, getChecked, options.concurrency ?? 4)) {
    const piece = bytes.subarray(Math.max(0, offset - leaf.offset))
    plainHash?.update(piece)
    yield piece
    onProgress?.(leaf.offset + bytes.length, size)
  }
  const found = plainHash && toHex(plainHash.digest())
  if (expectedPlainHash !== undefined && found !== undefined && found !== expectedPlainHash)
    throw new ContentError('WRONG_HASH', `The file has SHA-256 ${found}, not the expected ${expectedPlainHash}`)
}

/** Bytes of the file in or below a block. */
function sizeOfBlock(cid: Cid, block: Uint8Array): number {
  if (cidCodec(cid) === 'raw') return block.length
  return decodeFileNode(block).reduce((sum, { fileSize }) => sum + fileSize, 0)
}

/** The leaves that hold bytes from `from` on, in order; inner nodes are fetched as they are come to. */
async function* listLeaves(
  { link, offset }: Leaf,
  from: number,
  getNode: (link: FileLink) => Promise<Uint8Array>,
  depth: number,
): AsyncGenerator<Leaf, void> {
  if (offset + link.fileSize <= from && from > 0) return
  if (cidCodec(link.cid) === 'raw') return yield { link, offset }
  if (depth >= MAX_DEPTH) throw new ContentError('BAD_BLOCK', `The tree is deeper than ${MAX_DEPTH} levels`)
  let at = offset
  for (const child of decodeFileNode(await getNode(link))) {
    yield* listLeaves({ link: child, offset: at }, from, getNode, depth + 1)
    at += child.fileSize
  }
}

/** The bytes of the leaves, in order, a few of them being fetched ahead. */
async function* fetchAhead(
  leaves: AsyncIterable<Leaf>,
  getBlock: (link: FileLink) => Promise<Uint8Array>,
  concurrency: number,
): AsyncGenerator<{ leaf: Leaf; bytes: Uint8Array }, void> {
  const underway: Promise<{ leaf: Leaf; bytes: Uint8Array }>[] = []
  for await (const leaf of leaves) {
    const fetched = getBlock(leaf.link).then((bytes) => ({ leaf, bytes }))
    fetched.catch(() => {}) // seen when its turn comes, or never if the reader stops first
    underway.push(fetched)
    if (underway.length >= concurrency) yield await (underway.shift() as (typeof underway)[0])
  }
  for (const fetched of underway) yield await fetched
}
