// Ogg: RFC 3533; Vorbis I specification §4.2; Ogg Opus: RFC 7845.
import { decoder as createOpusDecoder } from '@audio/decode-opus'
import { decoder as createVorbisDecoder } from '@audio/decode-vorbis'
import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { type AudioStream, validateShape } from './AudioStream.ts'
import { readOggPages } from './oggPages.ts'
import { decodePieces, type WasmDecoder } from './WasmDecoder.ts'

/** The rate that Opus always decodes at. */
const OPUS_RATE = 48_000

const PAGE_HEADER_BYTES = 28
const IDENTIFICATION_BYTES = 16

/** One Vorbis or Opus stream in Ogg. Throws {@link AudioError}. */
export async function openOgg(source: ByteSource): Promise<AudioStream> {
  const head = source.read(PAGE_HEADER_BYTES, IDENTIFICATION_BYTES)
  const text = String.fromCharCode(...head)
  if (head.length < IDENTIFICATION_BYTES) throw new AudioError('DAMAGED', 'The Ogg file ends within its first page')
  if (text.startsWith('\x01vorbis')) {
    const sampleRate = new DataView(head.buffer, head.byteOffset).getUint32(12, true)
    return openStream(source, 'vorbis', { sampleRate, channels: head[11] }, createVorbisDecoder)
  }
  if (text.startsWith('OpusHead'))
    return openStream(source, 'opus', { sampleRate: OPUS_RATE, channels: head[9] }, createOpusDecoder)
  throw new AudioError('UNSUPPORTED_FORMAT', 'The Ogg file holds neither Vorbis nor Opus sound')
}

async function openStream(
  source: ByteSource,
  format: 'vorbis' | 'opus',
  shape: { sampleRate: number; channels: number },
  createDecoder: () => Promise<WasmDecoder>,
): Promise<AudioStream> {
  validateShape(shape)
  const decoder = await createDecoder()
  return {
    format,
    ...shape,
    blocks: () => decodePieces(decoder, readOggPages(source), shape),
    close: () => decoder.free(),
  }
}
