// RFC 4648 base 32, lower case, without padding: the digits of a CID's text.
const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567'

export function base32Encode(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    for (bits += 8; bits >= 5; bits -= 5) text += DIGITS[(held >> (bits - 5)) & 31]
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + DIGITS[(held << (5 - bits)) & 31]
}

/** The bytes, or undefined for a foreign character, a length no bytes have, or bits that should be zero at the end. */
export function base32Decode(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  let bits = 0
  let held = 0
  let written = 0
  for (const character of text) {
    const digit = DIGITS.indexOf(character)
    if (digit < 0) return undefined
    held = (held << 5) | digit
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes[written++] = held >> bits
    held &= (1 << bits) - 1
  }
  return held === 0 && bits < 5 ? bytes : undefined
}
