import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'

/** A chunk of an IFF file (WAV, AIFF): where its content lies and how long it claims to be. */
export interface Chunk {
  readonly id: string
  readonly offset: number
  readonly size: number
}

/** More than any music program writes; bounds the reads that a file made of empty chunks can cause. */
const MAX_CHUNKS = 4096

/** The chunks of the file in order, up to the end of the file or the first that is cut short (which is included). */
export function readChunks(source: ByteSource, littleEndian: boolean): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 12; at + 8 <= source.size;) {
    if (chunks.length === MAX_CHUNKS) throw new AudioError('DAMAGED', `The file has more than ${MAX_CHUNKS} chunks`)
    const header = source.read(at, 8)
    const size = new DataView(header.buffer, header.byteOffset).getUint32(4, littleEndian)
    chunks.push({ id: String.fromCharCode(...header.subarray(0, 4)), offset: at + 8, size })
    at += 8 + size + (size % 2)
  }
  return chunks
}

/** View of the first `length` bytes of a chunk. Throws DAMAGED if it is shorter, in name or in fact. */
export function chunkView(source: ByteSource, { id, offset, size }: Chunk, length: number): DataView {
  const bytes = source.read(offset, length)
  if (size < length || bytes.length < length)
    throw new AudioError('DAMAGED', `The chunk "${id.trim()}" is too short: ${Math.min(size, bytes.length)} bytes`)
  return new DataView(bytes.buffer, bytes.byteOffset, length)
}
