import { concatBytes } from '@echochain/codec'
import type { AudioFormat } from '../AudioAnalysis.ts'
import { readChunks } from '../decode/chunks.ts'
import type { ByteSource } from '../source/ByteSource.ts'

/** Tags are text; what is larger is a picture, or the sound. */
const MAX_SECTION_BYTES = 4 * 1024 * 1024
const MAX_CHUNK_BYTES = 1024 * 1024
const ID3V1_BYTES = 128

/** The part of a file that can hold tags, itself a file of that format: the sound, whatever its size, is not read. */
export function readTagSection(source: ByteSource, format: AudioFormat): Uint8Array {
  if (format === 'wav' || format === 'aiff') return readIffSection(source, format)
  if (source.size <= MAX_SECTION_BYTES) return source.read(0, source.size)
  const head = source.read(0, MAX_SECTION_BYTES)
  return format === 'mp3' ? concatBytes(head, source.read(source.size - ID3V1_BYTES, ID3V1_BYTES)) : head
}

/** Tags stand before or after the sound: all chunks but that one, and large ones, are put together anew. */
function readIffSection(source: ByteSource, format: 'wav' | 'aiff'): Uint8Array {
  const littleEndian = format === 'wav'
  const parts: Uint8Array[] = [source.read(0, 12).slice()]
  let length = 12
  for (const chunk of readChunks(source, littleEndian)) {
    const padded = chunk.size + (chunk.size % 2)
    if (chunk.size > MAX_CHUNK_BYTES || length + 8 + padded > MAX_SECTION_BYTES) continue
    if (chunk.id === 'data' || chunk.id === 'SSND') continue
    const bytes = source.read(chunk.offset - 8, 8 + padded)
    if (bytes.length < 8 + padded) break
    parts.push(bytes)
    length += bytes.length
  }
  new DataView(parts[0].buffer).setUint32(4, length - 8, littleEndian)
  return concatBytes(...parts)
}
