import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'

const HEADER_BYTES = 27
const FIRST_PAGE = 2
const LAST_PAGE = 4

/**
 * The pages of the one logical stream in an Ogg file, each with its checksum verified and in sequence, up to the one
 * marked last. Throws DAMAGED where a page is broken or missing, UNSUPPORTED_FORMAT where streams are mixed.
 */
export function* readOggPages(source: ByteSource): Generator<Uint8Array> {
  let serial: number | undefined
  for (let at = 0, sequence = 0; at < source.size; sequence++) {
    const page = readPage(source, at)
    const view = new DataView(page.buffer, page.byteOffset, page.length)
    serial ??= view.getUint32(14, true)
    if (view.getUint32(14, true) !== serial || (sequence > 0 && page[5] & FIRST_PAGE))
      throw new AudioError('UNSUPPORTED_FORMAT', 'The Ogg file holds several streams; export the sound by itself')
    if (view.getUint32(18, true) !== sequence)
      throw new AudioError('DAMAGED', `The Ogg file is damaged: page ${sequence} is missing`)
    yield page
    if (page[5] & LAST_PAGE) return
    at += page.length
  }
  throw new AudioError('DAMAGED', 'The Ogg file is cut short: its last page is missing')
}

function readPage(source: ByteSource, at: number): Uint8Array {
  const header = source.read(at, HEADER_BYTES + 255)
  if (header.length < HEADER_BYTES || String.fromCharCode(...header.subarray(0, 4)) !== 'OggS' || header[4] !== 0)
    throw new AudioError('DAMAGED', `The Ogg file is damaged: no page at byte ${at}`)
  const segments = header.subarray(HEADER_BYTES, HEADER_BYTES + header[26])
  const length = segments.reduce((sum, size) => sum + size, HEADER_BYTES + header[26])
  const page = source.read(at, length)
  if (page.length < length) throw new AudioError('DAMAGED', `The Ogg file is cut short in the page at byte ${at}`)
  const declared = new DataView(page.buffer, page.byteOffset).getUint32(22, true)
  if (pageChecksum(page) !== declared)
    throw new AudioError('DAMAGED', `The Ogg file is damaged: the page at byte ${at} does not match its checksum`)
  return page
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1
  return crc >>> 0
})

/** CRC-32 with generator 0x04c11db7, not reflected, over the page with its own checksum field as zero. */
export function pageChecksum(page: Uint8Array): number {
  let crc = 0
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i]
    crc = (crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ byte) & 0xff]
  }
  return crc >>> 0
}
