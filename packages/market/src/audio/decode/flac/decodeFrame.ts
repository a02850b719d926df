import { AudioError } from '../../AudioError.ts'
import type { FlacReader } from './FlacReader.ts'
import type { StreamInfo } from './streamInfo.ts'
import { decodeSubframe } from './decodeSubframe.ts'

/** Header with the longest number and both optional fields. */
const MAX_HEADER_BYTES = 16

const LEFT_SIDE = 8
const SIDE_RIGHT = 9
const MID_SIDE = 10

/** Sample sizes by their code; 0 stands for that of the stream. */
const SAMPLE_BITS = [0, 8, 12, undefined, 16, 20, 24, 32]
const SAMPLE_RATES = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000]

/** One frame as integers, one array for each channel (RFC 9639 §9). Throws DAMAGED. */
export function decodeFrame(reader: FlacReader, info: StreamInfo): Float64Array[] {
  reader.keep(MAX_HEADER_BYTES)
  reader.startFrame()
  const { length, assignment } = readHeader(reader, info)
  const channels = Array.from({ length: info.channels }, (_, channel) => {
    const isSide =
      (channel === 1 && (assignment === LEFT_SIDE || assignment === MID_SIDE)) ||
      (channel === 0 && assignment === SIDE_RIGHT)
    return decodeSubframe(reader, length, info.bitsPerSample + (isSide ? 1 : 0))
  })
  reader.align()
  const crc = reader.crc16()
  if (reader.bits(16) !== crc) throw damaged('the checksum of a frame does not match')
  undoStereo(channels, assignment)
  return channels
}

function readHeader(reader: FlacReader, info: StreamInfo): { length: number; assignment: number } {
  if (reader.bits(15) !== 0x7ffc) throw damaged('a frame does not start where the one before ended')
  reader.bits(1) // whether the frames differ in length, which changes nothing here
  const lengthCode = reader.bits(4)
  const rateCode = reader.bits(4)
  const assignment = reader.bits(4)
  const bitsCode = reader.bits(3)
  if (reader.bits(1) !== 0 || lengthCode === 0 || assignment > MID_SIDE) throw damaged('a frame header is invalid')
  skipNumber(reader)
  const length = readLength(reader, lengthCode)
  const rate = readRate(reader, rateCode)
  const crc = reader.crc8()
  if (reader.bits(8) !== crc) throw damaged('the checksum of a frame header does not match')
  const channels = assignment < LEFT_SIDE ? assignment + 1 : 2
  const bits = bitsCode === 0 ? info.bitsPerSample : SAMPLE_BITS[bitsCode]
  if (channels !== info.channels || bits !== info.bitsPerSample || (rate !== 0 && rate !== info.sampleRate))
    throw damaged('a frame differs from the others in rate, size or number of samples')
  return { length, assignment }
}

/** Frame or sample number in the manner of UTF-8; the checksums at the end find frames that are missing. */
function skipNumber(reader: FlacReader): void {
  const first = reader.bits(8)
  const following = first < 0x80 ? 0 : Math.clz32(~(first << 24)) - 1
  if (first >= 0x80 && (following < 1 || following > 6)) throw damaged('a frame number is invalid')
  for (let i = 0; i < following; i++) reader.bits(8)
}

function readLength(reader: FlacReader, code: number): number {
  if (code === 1) return 192
  if (code <= 5) return 144 << code
  if (code === 6) return reader.bits(8) + 1
  if (code === 7) return reader.bits(16) + 1
  return 1 << code
}

function readRate(reader: FlacReader, code: number): number {
  if (code < SAMPLE_RATES.length) return SAMPLE_RATES[code]
  if (code === 12) return reader.bits(8) * 1000
  if (code === 13) return reader.bits(16)
  if (code === 14) return reader.bits(16) * 10
  throw damaged('a frame header has an invalid rate')
}

/** Turns side and mid channels back into left and right. */
function undoStereo([first, second]: Float64Array[], assignment: number): void {
  if (assignment === LEFT_SIDE) for (let i = 0; i < first.length; i++) second[i] = first[i] - second[i]
  else if (assignment === SIDE_RIGHT) for (let i = 0; i < first.length; i++) first[i] += second[i]
  else if (assignment === MID_SIDE)
    for (let i = 0; i < first.length; i++) {
      const side = second[i]
      const sum = 2 * first[i] + Math.abs(side % 2)
      first[i] = (sum + side) / 2
      second[i] = (sum - side) / 2
    }
}

const damaged = (why: string): AudioError => new AudioError('DAMAGED', `The FLAC file is damaged: ${why}`)
