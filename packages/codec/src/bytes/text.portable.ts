// Bytes to text and back, for any JavaScript engine. text.node.ts does the same faster; package.json chooses.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Hexadecimal digits, without prefix, of `bytes` from `start` to `end`. */
export function hexFromBytes(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += HEX[bytes[i]]
  return text
}

/** One character a byte (code points 0 to 255): an immutable value that compares with === and serves as a Map key. */
export function latin1FromBytes(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i])
  return text
}

/** Writes the bytes of a latin-1 text at `offset`. */
export function writeLatin1(text: string, target: Uint8Array, offset: number): void {
  for (let i = 0; i < text.length; i++) target[offset + i] = text.charCodeAt(i)
}
