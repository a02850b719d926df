// Fields of a protobuf message, https://protobuf.dev/programming-guides/encoding/: only what file nodes are made of.

export const WIRE_VARINT = 0
export const WIRE_BYTES = 2

const varint = (value: number): Uint8Array => {
  const bytes = []
  let rest = value
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80)
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

/** A field holding an unsigned integer up to 2^53 − 1. */
export function varintField(field: number, value: number): Uint8Array {
  const digits = varint(value)
  const bytes = new Uint8Array(1 + digits.length)
  bytes[0] = (field << 3) | WIRE_VARINT
  bytes.set(digits, 1)
  return bytes
}

/** A field holding bytes. */
export function bytesField(field: number, value: Uint8Array): Uint8Array {
  const length = varint(value.length)
  const bytes = new Uint8Array(1 + length.length + value.length)
  bytes[0] = (field << 3) | WIRE_BYTES
  bytes.set(length, 1)
  bytes.set(value, 1 + length.length)
  return bytes
}
