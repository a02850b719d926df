import { AudioError } from '../../AudioError.ts'
import type { ByteSource } from '../../source/ByteSource.ts'

export interface StreamInfo {
  readonly sampleRate: number
  readonly channels: number
  readonly bitsPerSample: number
  /** Samples per channel; 0 where the encoder did not know. */
  readonly frames: number
  /** MD5 of the samples; all zero where the encoder did not compute it. */
  readonly md5: Uint8Array
}

const STREAM_INFO_BYTES = 34

/** The first metadata block (RFC 9639 §8.2), and where the sound starts. Throws DAMAGED. */
export function readMetadata(source: ByteSource): { info: StreamInfo; framesAt: number } {
  const head = source.read(4, 4 + STREAM_INFO_BYTES)
  if (head.length < 4 + STREAM_INFO_BYTES || (head[0] & 0x7f) !== 0)
    throw new AudioError('DAMAGED', 'The FLAC file does not start with its stream information')
  const view = new DataView(head.buffer, head.byteOffset + 4)
  const packed = view.getUint32(10)
  const info = {
    sampleRate: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    frames: (packed & 15) * 2 ** 32 + view.getUint32(14),
    md5: head.slice(22, 38),
  }
  return { info, framesAt: endOfMetadata(source) }
}

function endOfMetadata(source: ByteSource): number {
  for (let at = 4; ;) {
    const header = source.read(at, 4)
    if (header.length < 4) throw new AudioError('DAMAGED', 'The FLAC file ends within its metadata')
    at += 4 + ((header[1] << 16) | (header[2] << 8) | header[3])
    if (header[0] & 0x80) return at
  }
}
