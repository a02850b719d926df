// WAV: https://learn.microsoft.com/windows/win32/api/mmreg/ns-mmreg-waveformatextensible
import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { type AudioStream, validateShape } from './AudioStream.ts'
import { type Chunk, chunkView, readChunks } from './chunks.ts'
import type { PcmEncoding } from './pcm.ts'
import { pcmBlocks } from './pcmBlocks.ts'

const INTEGER = 1
const FLOAT = 3
const EXTENSIBLE = 0xfffe

/** PCM in 8, 16, 24 or 32 bits and floats in 32 or 64; compressed WAV is not supported. Throws {@link AudioError}. */
export function openWav(source: ByteSource): AudioStream {
  const chunks = readChunks(source, true)
  const format = chunks.find(({ id }) => id === 'fmt ')
  const data = chunks.find(({ id }) => id === 'data')
  if (!format || !data) throw new AudioError('DAMAGED', `The WAV file has no ${format ? 'data' : 'format'} chunk`)
  const view = chunkView(source, format, 16)
  const channels = view.getUint16(2, true)
  const sampleRate = view.getUint32(4, true)
  validateShape({ sampleRate, channels })
  const encoding = readEncoding(view, formatTag(source, format, view))
  if (view.getUint16(12, true) !== channels * encoding.bytes)
    throw new AudioError('DAMAGED', `WAV frames of ${view.getUint16(12, true)} bytes do not fit ${channels} channels`)
  const content = dataExtent(source, data)
  return {
    format: 'wav',
    sampleRate,
    channels,
    bitsPerSample: view.getUint16(14, true),
    blocks: () => pcmBlocks(source, content, channels, encoding),
    close: () => {},
  }
}

/** The extensible format carries the true tag as the first two bytes of a GUID. */
function formatTag(source: ByteSource, format: Chunk, view: DataView): number {
  const tag = view.getUint16(0, true)
  return tag === EXTENSIBLE ? chunkView(source, format, 40).getUint16(24, true) : tag
}

function readEncoding(view: DataView, tag: number): PcmEncoding {
  const bits = view.getUint16(14, true)
  const bytes = Math.ceil(bits / 8)
  if (tag === INTEGER && bytes >= 1 && bytes <= 4)
    return { kind: bytes === 1 ? 'unsigned8' : 'integer', bytes, littleEndian: true }
  if (tag === FLOAT && (bits === 32 || bits === 64)) return { kind: 'float', bytes, littleEndian: true }
  throw new AudioError('UNSUPPORTED_FORMAT', `WAV with encoding ${tag} in ${bits} bits is not supported; use PCM`)
}

/** Programs that record to a pipe leave the size 0 or all ones: then the data goes to the end of the file. */
function dataExtent(source: ByteSource, { offset, size }: Chunk): { offset: number; size: number } {
  const present = source.size - offset
  if (size === 0xffff_ffff || (size === 0 && present > 0)) return { offset, size: present }
  if (size > present)
    throw new AudioError('DAMAGED', `The WAV file is cut short: ${present} of ${size} bytes of sound are there`)
  return { offset, size }
}
