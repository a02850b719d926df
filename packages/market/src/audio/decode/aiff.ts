// AIFF and AIFF-C: Apple, Audio Interchange File Format 1.3 (1989) and AIFF-C draft (1991).
import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { type AudioStream, validateShape } from './AudioStream.ts'
import { chunkView, readChunks } from './chunks.ts'
import type { PcmEncoding } from './pcm.ts'
import { pcmBlocks } from './pcmBlocks.ts'

/** Uncompressed AIFF and AIFF-C (big and little endian integers, floats). Throws {@link AudioError}. */
export function openAiff(source: ByteSource): AudioStream {
  const chunks = readChunks(source, false)
  const common = chunks.find(({ id }) => id === 'COMM')
  const sound = chunks.find(({ id }) => id === 'SSND')
  if (!common) throw new AudioError('DAMAGED', 'The AIFF file has no common chunk')
  if (!sound) throw new AudioError('EMPTY', 'The AIFF file has no sound chunk')
  const view = chunkView(source, common, 18)
  const channels = view.getUint16(0)
  const frames = view.getUint32(2)
  const bits = view.getUint16(6)
  const sampleRate = Math.round(readExtended(view, 8))
  validateShape({ sampleRate, channels })
  const encoding = readEncoding(bits, common.size >= 22 ? fourCharacters(chunkView(source, common, 22), 18) : 'NONE')
  const offset = sound.offset + 8 + chunkView(source, sound, 8).getUint32(0)
  const size = frames * channels * encoding.bytes
  if (offset + size > source.size)
    throw new AudioError('DAMAGED', `The AIFF file is cut short: ${Math.max(0, source.size - offset)} of ${size} bytes`)
  return {
    format: 'aiff',
    sampleRate,
    channels,
    bitsPerSample: bits,
    blocks: () => pcmBlocks(source, { offset, size }, channels, encoding),
    close: () => {},
  }
}

const fourCharacters = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

function readEncoding(bits: number, compression: string): PcmEncoding {
  const bytes = Math.ceil(bits / 8)
  switch (compression) {
    case 'NONE':
    case 'twos':
    case 'sowt':
      if (bytes >= 1 && bytes <= 4) return { kind: 'integer', bytes, littleEndian: compression === 'sowt' }
      break
    case 'fl32':
    case 'FL32':
      return { kind: 'float', bytes: 4, littleEndian: false }
    case 'fl64':
    case 'FL64':
      return { kind: 'float', bytes: 8, littleEndian: false }
  }
  throw new AudioError('UNSUPPORTED_FORMAT', `AIFF with encoding "${compression}" in ${bits} bits is not supported`)
}

/** The 80-bit extended float of the sample rate: sign and exponent in two bytes, then 64 bits with an explicit one. */
function readExtended(view: DataView, at: number): number {
  const exponent = view.getUint16(at) & 0x7fff
  const mantissa = view.getUint32(at + 2) * 2 ** 32 + view.getUint32(at + 6)
  return mantissa * 2 ** (exponent - 16_383 - 63)
}
