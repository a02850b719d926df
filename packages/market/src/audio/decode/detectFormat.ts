import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'

export type AudioContainer = 'wav' | 'aiff' | 'flac' | 'ogg' | 'mp3'

/** The container by its first bytes, whatever the file is called. Throws UNSUPPORTED_FORMAT. */
export function detectFormat(source: ByteSource): AudioContainer {
  const head = source.read(0, 12)
  const text = String.fromCharCode(...head)
  if (/^RIFF.{4}WAVE/s.test(text)) return 'wav'
  if (/^FORM.{4}AIF[FC]/s.test(text)) return 'aiff'
  if (text.startsWith('fLaC')) return 'flac'
  if (text.startsWith('OggS')) return 'ogg'
  if (text.startsWith('ID3') || (head[0] === 0xff && (head[1] & 0xe6) === 0xe2)) return 'mp3'
  throw new AudioError('UNSUPPORTED_FORMAT', 'Not a sound file of a known format: use WAV, AIFF, FLAC, MP3 or Ogg')
}
