// FLAC: RFC 9639.
import { decoder as createDecoder } from '@audio/decode-flac'
import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { type AudioStream, validateShape } from './AudioStream.ts'
import { decodePieces, type WasmDecoder } from './WasmDecoder.ts'

/** A dozen bytes can hold a frame of 65,535 equal samples, so a piece of the file is bounded by what it may become. */
const PIECE_BYTES = 2048

const STREAM_INFO_BYTES = 34

/** Throws {@link AudioError}. The number of samples that come out must be the number declared. */
export async function openFlac(source: ByteSource): Promise<AudioStream> {
  const info = readStreamInfo(source)
  validateShape(info)
  const framesAt = endOfMetadata(source)
  const decoder = (await createDecoder()) as WasmDecoder
  return {
    format: 'flac',
    sampleRate: info.sampleRate,
    channels: info.channels,
    bitsPerSample: info.bitsPerSample,
    blocks: function* () {
      let frames = 0
      for (const block of decodePieces(decoder, pieces(source, framesAt), info)) {
        frames += block[0].length
        yield block
      }
      if (info.frames !== 0 && frames !== info.frames)
        throw new AudioError('DAMAGED', `The FLAC file is damaged: ${frames} of ${info.frames} samples can be decoded`)
    },
    close: () => decoder.free(),
  }
}

interface StreamInfo {
  readonly sampleRate: number
  readonly channels: number
  readonly bitsPerSample: number
  /** 0 where the encoder did not know. */
  readonly frames: number
}

function readStreamInfo(source: ByteSource): StreamInfo {
  const head = source.read(4, 4 + STREAM_INFO_BYTES)
  if (head.length < 4 + STREAM_INFO_BYTES || (head[0] & 0x7f) !== 0)
    throw new AudioError('DAMAGED', 'The FLAC file does not start with its stream information')
  const view = new DataView(head.buffer, head.byteOffset + 4)
  const packed = view.getUint32(10)
  return {
    sampleRate: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bitsPerSample: ((packed >>> 4) & 31) + 1,
    frames: (packed & 15) * 2 ** 32 + view.getUint32(14),
  }
}

function endOfMetadata(source: ByteSource): number {
  for (let at = 4; ;) {
    const header = source.read(at, 4)
    if (header.length < 4) throw new AudioError('DAMAGED', 'The FLAC file ends within its metadata')
    at += 4 + ((header[1] << 16) | (header[2] << 8) | header[3])
    if (header[0] & 0x80) return at
  }
}

/** The file without pictures and other metadata, which the decoder would gather in memory. */
function* pieces(source: ByteSource, framesAt: number): Generator<Uint8Array> {
  const head = source.read(0, 8 + STREAM_INFO_BYTES).slice()
  head.set([0x80, 0, 0, STREAM_INFO_BYTES], 4)
  yield head
  for (let at = framesAt; at < source.size; at += PIECE_BYTES) yield source.read(at, PIECE_BYTES)
}
