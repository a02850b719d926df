import { hexFromBytes } from '#text'

/** Lower-case hexadecimal text with the prefix `0x`. */
export type Hex = `0x${string}`

/** Text that should have been hexadecimal. */
export class HexError extends Error {
  readonly code = 'BAD_HEX'
}

export const toHex = (bytes: Uint8Array): Hex => `0x${hexFromBytes(bytes, 0, bytes.length)}`

const digitValue = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  const lower = code | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** Bytes of a hexadecimal text with prefix `0x`, in either case. Throws {@link HexError}. */
export function fromHex(hex: string): Uint8Array {
  if (!hex.startsWith('0x')) throw new HexError(`Expected text that starts with "0x", got "${hex.slice(0, 12)}"`)
  if (hex.length % 2 !== 0) throw new HexError(`Expected an even number of hexadecimal digits, got ${hex.length - 2}`)
  const bytes = new Uint8Array(hex.length / 2 - 1)
  for (let i = 0; i < bytes.length; i++) {
    const high = digitValue(hex.charCodeAt(2 * i + 2))
    const low = digitValue(hex.charCodeAt(2 * i + 3))
    if (high < 0 || low < 0)
      throw new HexError(`"${hex.slice(2 * i + 2, 2 * i + 4)}" at digit ${2 * i} is not hexadecimal`)
    bytes[i] = (high << 4) | low
  }
  return bytes
}
