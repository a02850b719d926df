// FLAC: RFC 9639. Decoded here, because the compiled decoder at hand loses the last frame of some valid files.
import { createHash } from 'node:crypto'
import { AudioError } from '../../AudioError.ts'
import type { ByteSource } from '../../source/ByteSource.ts'
import { type AudioStream, validateShape } from '../AudioStream.ts'
import { decodeFrame } from './decodeFrame.ts'
import { FlacReader } from './FlacReader.ts'
import { readMetadata, type StreamInfo } from './streamInfo.ts'

/** Every checksum is verified: of each frame, and of the whole sound where the encoder gave one. Throws DAMAGED. */
export function openFlac(source: ByteSource): AudioStream {
  const { info, framesAt } = readMetadata(source)
  validateShape(info)
  if (info.bitsPerSample < 4) throw new AudioError('DAMAGED', `FLAC of ${info.bitsPerSample} bits does not exist`)
  return {
    format: 'flac',
    sampleRate: info.sampleRate,
    channels: info.channels,
    bitsPerSample: info.bitsPerSample,
    blocks: () => flacBlocks(new FlacReader(source, framesAt), info),
    close: () => {},
  }
}

function* flacBlocks(reader: FlacReader, info: StreamInfo): Generator<Float32Array[]> {
  const md5 = info.md5.some((byte) => byte !== 0) ? createHash('md5') : undefined
  const fullScale = 2 ** (info.bitsPerSample - 1)
  let frames = 0
  while (info.frames === 0 ? !reader.atEnd : frames < info.frames) {
    const channels = decodeFrame(reader, info)
    frames += channels[0].length
    md5?.update(toIntegers(channels, Math.ceil(info.bitsPerSample / 8)))
    yield channels.map((samples) => toFloats(samples, fullScale))
  }
  if (info.frames !== 0 && frames !== info.frames)
    throw new AudioError('DAMAGED', `The FLAC file is damaged: it holds ${frames} samples instead of ${info.frames}`)
  if (md5 && !md5.digest().equals(info.md5))
    throw new AudioError('DAMAGED', 'The FLAC file is damaged: the sound does not match its checksum')
}

function toFloats(samples: Float64Array, fullScale: number): Float32Array {
  const floats = new Float32Array(samples.length)
  for (let i = 0; i < samples.length; i++) floats[i] = samples[i] / fullScale
  return floats
}

/** The form that the checksum is taken of: interleaved, little endian, whole bytes. */
function toIntegers(channels: readonly Float64Array[], bytes: number): Uint8Array {
  const integers = new Uint8Array(channels.length * channels[0].length * bytes)
  let at = 0
  for (let i = 0; i < channels[0].length; i++)
    for (const samples of channels)
      for (let byte = 0, rest = samples[i] | 0; byte < bytes; byte++, rest >>= 8) integers[at++] = rest
  return integers
}
