// An inner node of a file: dag-pb (https://ipld.io/specs/codecs/dag-pb/spec/) around a UnixFS message
// (https://specs.ipfs.tech/unixfs/), both protobuf. Links come first, then the data, as the specification demands.
import { concatBytes, equalBytes } from '@echochain/codec'
import { type Cid, cidFromBytes, cidToBytes } from '../cid/Cid.ts'
import { ContentError } from '../ContentError.ts'
import { ProtobufReader } from './ProtobufReader.ts'
import { bytesField, varintField } from './protobufFields.ts'

/** One child of an inner node. */
export interface FileLink {
  readonly cid: Cid
  /** Bytes of the file below this link. */
  readonly fileSize: number
  /** Bytes of all blocks below this link, inner nodes included (dag-pb's Tsize). */
  readonly treeSize: number
}

/** Most bytes of a block: 1,024 links take about 60 KB; IPFS peers refuse blocks above 2 MiB. */
export const MAX_NODE_SIZE = 2 * 1024 * 1024

const UNIXFS_FILE = 2

/** The bytes of the node that links to `links`, in order. */
export function encodeFileNode(links: readonly FileLink[]): Uint8Array {
  let fileSize = 0
  for (const link of links) fileSize += link.fileSize
  const data = concatBytes(
    varintField(1, UNIXFS_FILE),
    varintField(3, fileSize),
    ...links.map((link) => varintField(4, link.fileSize)),
  )
  return concatBytes(...links.map((link) => bytesField(2, encodeLink(link))), bytesField(1, data))
}

const EMPTY_NAME = bytesField(2, new Uint8Array(0))

const encodeLink = ({ cid, treeSize }: FileLink): Uint8Array =>
  concatBytes(bytesField(1, cidToBytes(cid)), EMPTY_NAME, varintField(3, treeSize))

/** The links of a node; anything but the very bytes {@link encodeFileNode} makes is refused with `BAD_BLOCK`. */
export function decodeFileNode(bytes: Uint8Array): FileLink[] {
  if (bytes.length > MAX_NODE_SIZE) throw new ContentError('BAD_BLOCK', `A node of ${bytes.length} bytes is too large`)
  const node = new ProtobufReader(bytes)
  const cidsAndTreeSizes = []
  while (node.hasField(2)) cidsAndTreeSizes.push(decodeLink(node.bytesField(2)))
  const data = new ProtobufReader(node.bytesField(1))
  node.end()
  data.varintField(1)
  data.varintField(3)
  const links = cidsAndTreeSizes.map((link) => ({ ...link, fileSize: data.varintField(4) }))
  data.end()
  if (links.length === 0) throw new ContentError('BAD_BLOCK', 'A node of a file has at least one link')
  // A tree of links to nothing could be walked for ever without getting anywhere.
  if (links.some(({ fileSize }) => fileSize === 0)) throw new ContentError('BAD_BLOCK', 'A link leads to no bytes')
  if (!equalBytes(encodeFileNode(links), bytes))
    throw new ContentError('BAD_BLOCK', 'The node is not a file node in its one canonical form')
  return links
}

function decodeLink(bytes: Uint8Array): Pick<FileLink, 'cid' | 'treeSize'> {
  const link = new ProtobufReader(bytes)
  const cid = cidFromBytes(link.bytesField(1))
  link.bytesField(2)
  const treeSize = link.varintField(3)
  link.end()
  return { cid, treeSize }
}
