/** Containers of sound that are told apart. */
export type AudioContainer = 'wav' | 'aiff' | 'flac' | 'ogg' | 'mp3'

/** Bytes of a file that {@link audioContainerOf} looks at. */
export const AUDIO_HEAD_BYTES = 12

/**
 * The container by the first bytes of a file, whatever it is called, as the WHATWG's MIME Sniffing Standard (6.2) tells
 * audio apart; undefined if it is none of these.
 */
export function audioContainerOf(head: Uint8Array): AudioContainer | undefined {
  const text = String.fromCharCode(...head.subarray(0, AUDIO_HEAD_BYTES))
  if (/^RIFF.{4}WAVE/s.test(text)) return 'wav'
  if (/^FORM.{4}AIF[FC]/s.test(text)) return 'aiff'
  if (text.startsWith('fLaC')) return 'flac'
  if (text.startsWith('OggS')) return 'ogg'
  return text.startsWith('ID3') || isMp3Frame(head) ? 'mp3' : undefined
}

/** ISO 11172-3: eleven set bits, a version and layer III, a bit rate and a sample rate that exist. */
function isMp3Frame([first, second, third]: Uint8Array): boolean {
  const version = (second >> 3) & 3
  const layer = (second >> 1) & 3
  const bitRate = third >> 4
  const sampleRate = (third >> 2) & 3
  return first === 0xff && second >> 5 === 7 && version !== 1 && layer === 1 && bitRate % 15 !== 0 && sampleRate !== 3
}
