import { ContentError } from '../ContentError.ts'
import { WIRE_BYTES, WIRE_VARINT } from './protobufFields.ts'

/** Reads the fields of a protobuf message in a known order. Every method throws `BAD_BLOCK` on anything else. */
export class ProtobufReader {
  #bytes: Uint8Array
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  hasField(field: number): boolean {
    return this.#offset < this.#bytes.length && this.#bytes[this.#offset] >> 3 === field
  }

  varintField(field: number): number {
    this.#tag((field << 3) | WIRE_VARINT)
    return this.#varint()
  }

  bytesField(field: number): Uint8Array {
    this.#tag((field << 3) | WIRE_BYTES)
    const end = this.#varint() + this.#offset
    if (end > this.#bytes.length) throw new ContentError('BAD_BLOCK', 'The node ends in the middle of a field')
    const value = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return value
  }

  end(): void {
    if (this.#offset !== this.#bytes.length) throw new ContentError('BAD_BLOCK', 'The node has bytes too many')
  }

  #tag(expected: number): void {
    const tag = this.#bytes[this.#offset++]
    if (tag !== expected) throw new ContentError('BAD_BLOCK', `Expected protobuf tag ${expected}, got ${tag}`)
  }

  #varint(): number {
    let value = 0
    for (let scale = 1; scale <= 2 ** 49; scale *= 0x80) {
      const byte = this.#bytes[this.#offset++]
      if (byte === undefined) throw new ContentError('BAD_BLOCK', 'The node ends in the middle of a number')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (value <= Number.MAX_SAFE_INTEGER) return value
        break
      }
    }
    throw new ContentError('BAD_BLOCK', 'The node has a number over 2^53')
  }
}
