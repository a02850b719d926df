import { AudioError } from '../../AudioError.ts'
import type { ByteSource } from '../../source/ByteSource.ts'

const WINDOW_BYTES = 64 * 1024
/** The most bytes that one read of bits looks at. */
const LOOK_AHEAD = 8

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => shiftedBits(byte, 0x07, 0x80))
const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => shiftedBits(byte << 8, 0x8005, 0x8000))

function shiftedBits(value: number, generator: number, top: number): number {
  for (let bit = 0; bit < 8; bit++) value = value & top ? (value << 1) ^ generator : value << 1
  return value & (2 * top - 1)
}

/** Reads the bits of FLAC frames from a window that moves through the file, keeping the frame's checksums. */
export class FlacReader {
  readonly #source: ByteSource
  /** The window, followed by zeros for reads that look past the end of the file. */
  readonly #bytes = new Uint8Array(WINDOW_BYTES + LOOK_AHEAD)
  readonly #view = new DataView(this.#bytes.buffer)
  #windowAt: number
  #filled = 0
  /** Next bit, counted from the start of the window. */
  #bit = 0
  #summedTo = 0
  #crc16 = 0

  constructor(source: ByteSource, offset: number) {
    this.#source = source
    this.#windowAt = offset
    this.#fill()
  }

  get atEnd(): boolean {
    return this.#windowAt + (this.#bit >> 3) >= this.#source.size
  }

  /** Up to 25 bits as an unsigned number. */
  bits(count: number): number {
    if (count === 0) return 0
    const at = this.#ensure()
    const value = (this.#view.getUint32(at) << (this.#bit & 7)) >>> (32 - count)
    this.#bit += count
    return value
  }

  /** Up to 33 bits as a two's complement number. */
  signed(count: number): number {
    if (count > 25) {
      const high = this.signed(count - 16)
      return high * 65_536 + this.bits(16)
    }
    return count === 0 ? 0 : (this.bits(count) << (32 - count)) >> (32 - count)
  }

  /** The number of zeros before the next one. */
  unary(): number {
    let zeros = 0
    for (;;) {
      const at = this.#ensure()
      const word = this.#view.getUint32(at) << (this.#bit & 7)
      if (word !== 0) {
        const leading = Math.clz32(word)
        this.#bit += leading + 1
        return zeros + leading
      }
      const skipped = 32 - (this.#bit & 7)
      zeros += skipped
      this.#bit += skipped
    }
  }

  /** Rice codes with a parameter of up to 30 bits. */
  rice(target: Float64Array, start: number, end: number, parameter: number): void {
    for (let i = start; i < end; i++) {
      const quotient = this.unary()
      const folded = quotient * 2 ** parameter + this.#wide(parameter)
      target[i] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2
    }
  }

  #wide(count: number): number {
    return count <= 25 ? this.bits(count) : this.bits(count - 16) * 65_536 + this.bits(16)
  }

  /** Skips to the next whole byte. */
  align(): void {
    this.#bit = (this.#bit + 7) & ~7
  }

  startFrame(): void {
    this.#summedTo = this.#bit >> 3
    this.#crc16 = 0
  }

  /** CRC-8 of the frame so far, which must lie within the window: true of the header it is used for. */
  crc8(): number {
    let crc = 0
    for (let at = this.#summedTo; at < this.#bit >> 3; at++) crc = CRC8[crc ^ this.#bytes[at]]
    return crc
  }

  /** CRC-16 of the frame so far. */
  crc16(): number {
    this.#sum()
    return this.#crc16
  }

  /** Makes room to keep the next `length` bytes in the window. */
  keep(length: number): void {
    if ((this.#bit >> 3) + length > this.#filled) this.#fill()
  }

  #ensure(): number {
    const at = this.#bit >> 3
    if (at + LOOK_AHEAD <= this.#filled) return at
    this.#fill()
    if (this.#bit >> 3 >= this.#filled) throw new AudioError('DAMAGED', 'The FLAC file is cut short')
    return this.#bit >> 3
  }

  #sum(): void {
    const end = this.#bit >> 3
    let crc = this.#crc16
    for (let at = this.#summedTo; at < end; at++) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ this.#bytes[at]]
    this.#crc16 = crc
    this.#summedTo = end
  }

  /** Moves the window so that it starts with the next byte. */
  #fill(): void {
    this.#sum()
    const next = this.#bit >> 3
    this.#windowAt += next
    const bytes = this.#source.read(this.#windowAt, WINDOW_BYTES)
    this.#bytes.set(bytes)
    this.#bytes.fill(0, bytes.length)
    this.#filled = bytes.length
    this.#summedTo = 0
    this.#bit &= 7
  }
}
