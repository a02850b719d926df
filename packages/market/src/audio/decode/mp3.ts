// MPEG-1, 2 and 2.5 layer III: ISO/IEC 11172-3, 13818-3; ID3v2: https://id3.org/id3v2.4.0-structure
import { decoder as createDecoder } from '@audio/decode-mp3'
import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { type AudioStream, validateShape } from './AudioStream.ts'
import { decodePieces, type WasmDecoder } from './WasmDecoder.ts'

const PIECE_BYTES = 16 * 1024

/** Encoders pad between tag and sound; past this a file is not MP3. */
const MAX_SEARCH_BYTES = 64 * 1024

const RATES = [44_100, 48_000, 32_000]

/** Throws {@link AudioError}. */
export async function openMp3(source: ByteSource): Promise<AudioStream> {
  const soundAt = findSound(source, endOfTags(source))
  const shape = readFrameHeader(source.read(soundAt, 4))
  if (!shape) throw new AudioError('DAMAGED', 'The MP3 file has no sound')
  validateShape(shape)
  const decoder = (await createDecoder()) as WasmDecoder
  return {
    format: 'mp3',
    ...shape,
    blocks: () => decodePieces(decoder, pieces(source, soundAt, endOfSound(source)), shape),
    close: () => decoder.free(),
  }
}

function* pieces(source: ByteSource, start: number, end: number): Generator<Uint8Array> {
  for (let at = start; at < end; at += PIECE_BYTES) yield source.read(at, Math.min(PIECE_BYTES, end - at))
}

/** Where the last of the ID3v2 tags at the start ends. */
function endOfTags(source: ByteSource): number {
  let at = 0
  for (;;) {
    const header = source.read(at, 10)
    if (header.length < 10 || String.fromCharCode(...header.subarray(0, 3)) !== 'ID3') return at
    const size = (header[6] << 21) | (header[7] << 14) | (header[8] << 7) | header[9]
    const footer = header[5] & 0x10 ? 10 : 0
    at += 10 + size + footer
  }
}

/** ID3v1 is the last 128 bytes. */
function endOfSound(source: ByteSource): number {
  const tail = source.read(Math.max(0, source.size - 128), 3)
  return String.fromCharCode(...tail) === 'TAG' ? source.size - 128 : source.size
}

/** Offset of the first frame header that another one follows where it says. */
function findSound(source: ByteSource, start: number): number {
  const window = source.read(start, MAX_SEARCH_BYTES)
  for (let i = 0; i + 4 <= window.length; i++) {
    if (window[i] !== 0xff) continue
    const header = readFrameHeader(window.subarray(i, i + 4))
    if (!header) continue
    const next = source.read(start + i + header.frameBytes, 4)
    if (next.length < 4 || readFrameHeader(next)?.sampleRate === header.sampleRate) return start + i
  }
  throw new AudioError('DAMAGED', 'No MP3 sound found in the file')
}

interface FrameHeader {
  readonly sampleRate: number
  readonly channels: number
  readonly frameBytes: number
}

const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** `undefined` unless the four bytes are the header of a layer III frame with a fixed bit rate. */
function readFrameHeader(bytes: Uint8Array): FrameHeader | undefined {
  if (bytes.length < 4 || bytes[0] !== 0xff || (bytes[1] & 0xe6) !== 0xe2) return undefined
  const version = (bytes[1] >> 3) & 3 // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5, 1: reserved
  const rateIndex = (bytes[2] >> 2) & 3
  const bitrateIndex = bytes[2] >> 4
  if (version === 1 || rateIndex === 3 || bitrateIndex === 0 || bitrateIndex === 15) return undefined
  const sampleRate = RATES[rateIndex] / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const bitrate = (version === 3 ? BITRATES_1 : BITRATES_2)[bitrateIndex] * 1000
  const samplesPerFrame = version === 3 ? 1152 : 576
  const padding = (bytes[2] >> 1) & 1
  const frameBytes = Math.floor((samplesPerFrame / 8) * (bitrate / sampleRate)) + padding
  return { sampleRate, channels: bytes[3] >> 6 === 3 ? 1 : 2, frameBytes }
}
