/** Bytes of a file that {@link audioType} looks at. */
export const SNIFFED_BYTES = 16

const hasText = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0))

/**
 * The media type of a file by its first bytes, as the WHATWG's MIME Sniffing Standard (6.2) tells audio apart; anything
 * else is `application/octet-stream`, so that no browser ever takes an upload for a page or a script.
 */
export function audioType(bytes: Uint8Array): string {
  if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WAVE')) return 'audio/wav'
  if (hasText(bytes, 0, 'fLaC')) return 'audio/flac'
  if (hasText(bytes, 0, 'OggS')) return 'audio/ogg'
  if (hasText(bytes, 0, 'ID3') || isMp3Frame(bytes)) return 'audio/mpeg'
  return 'application/octet-stream'
}

/** ISO 11172-3: eleven set bits, a version and layer III, a bit rate and a sample rate that exist. */
function isMp3Frame([first, second, third]: Uint8Array): boolean {
  const version = (second >> 3) & 3
  const layer = (second >> 1) & 3
  const bitRate = third >> 4
  const sampleRate = (third >> 2) & 3
  return first === 0xff && second >> 5 === 7 && version !== 1 && layer === 1 && bitRate % 15 !== 0 && sampleRate !== 3
}
