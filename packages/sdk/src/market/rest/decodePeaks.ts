/** The waveform in a market's answer: pairs of minimum and maximum, −127 to 127. Throws `DOMException` for other text. */
export function decodePeaks(text: string): Int8Array<ArrayBuffer> {
  const bytes = atob(text)
  return Int8Array.from(bytes, (byte) => (byte.charCodeAt(0) << 24) >> 24)
}
