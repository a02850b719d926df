// The root of segmentRoot.portable.ts, three times faster: Node hashes 65 bytes in 0.29 µs when it returns a latin-1
// text and in 0.84 µs when it returns a Buffer, and a tree over 1 MiB takes 2,047 hashes; cutting the segments out one
// by one takes another 0.3 ms a MiB, so they are copied at once to where their views are.
import { hash } from 'node:crypto'
import { merkleRootOfLeaves } from '@echochain/codec'
import { SEGMENT_SIZE } from './segmentLeaves.ts'

const MAX_SEGMENTS = 1024
const HASH_LENGTH = 32
const NODE_LENGTH = 1 + 2 * HASH_LENGTH

/** Inputs of the nodes of one level, 0x01 ‖ left ‖ right each; a level above overwrites what it has read. */
const nodes = Buffer.alloc((MAX_SEGMENTS / 2) * NODE_LENGTH)
const nodeInputs = Array.from({ length: MAX_SEGMENTS / 2 }, (_, i) => {
  nodes[i * NODE_LENGTH] = 1
  return nodes.subarray(i * NODE_LENGTH, (i + 1) * NODE_LENGTH)
})
/** One byte, then the bytes of a piece. */
const piece = new Uint8Array(1 + MAX_SEGMENTS * SEGMENT_SIZE)
/** Each leaf 0x00 ‖ segment begins where the last byte of the segment before lies, which has been hashed by then. */
const leafInputs = Array.from({ length: MAX_SEGMENTS }, (_, i) =>
  piece.subarray(i * SEGMENT_SIZE, (i + 1) * SEGMENT_SIZE + 1),
)

const sha256Text = (bytes: Uint8Array): string => hash('sha256', bytes, 'binary')

const childOffset = (index: number): number => (index >> 1) * NODE_LENGTH + 1 + (index & 1) * HASH_LENGTH

export function segmentRootOf(bytes: Uint8Array): Uint8Array {
  const pieceSize = MAX_SEGMENTS * SEGMENT_SIZE
  if (bytes.length <= pieceSize) return rootOfPiece(bytes)
  const roots = []
  for (let at = 0; at < bytes.length; at += pieceSize) roots.push(rootOfPiece(bytes.subarray(at, at + pieceSize)))
  return merkleRootOfLeaves(roots)
}

function rootOfPiece(bytes: Uint8Array): Uint8Array {
  if (bytes.length === 0) return Uint8Array.from(Buffer.from(sha256Text(bytes), 'latin1'))
  piece.set(bytes, 1)
  let root = ''
  let count = 0
  for (let at = 0; at < bytes.length; at += SEGMENT_SIZE) {
    piece[at] = 0
    const input = leafInputs[count]
    root = sha256Text(bytes.length - at < SEGMENT_SIZE ? input.subarray(0, 1 + bytes.length - at) : input)
    nodes.write(root, childOffset(count++), 'latin1')
  }
  for (; count > 1; count = Math.ceil(count / 2)) root = writeParents(count)
  return Uint8Array.from(Buffer.from(root, 'latin1'))
}

/** Turns `count` nodes of a level into their parents, an odd one moving up, and returns the last parent. */
function writeParents(count: number): string {
  let parent = ''
  for (let i = 0; i + 1 < count; i += 2) {
    parent = sha256Text(nodeInputs[i >> 1])
    nodes.write(parent, childOffset(i >> 1), 'latin1')
  }
  if (count % 2 === 1) {
    const odd = childOffset(count - 1)
    nodes.copyWithin(childOffset(count >> 1), odd, odd + HASH_LENGTH)
  }
  return parent
}
