/** One character a byte: an immutable text that serves as a Map key. For any JavaScript engine; package.json chooses. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i])
  return text
}
