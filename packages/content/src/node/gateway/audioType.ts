import { audioContainerOf } from '../../audioContainer.ts'

const MEDIA_TYPES = {
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  mp3: 'audio/mpeg',
} as const

/**
 * The media type of a file by its first bytes; what is no sound is `application/octet-stream`, so that no browser ever
 * takes an upload for a page or a script.
 */
export function audioType(head: Uint8Array): string {
  const container = audioContainerOf(head)
  return container ? MEDIA_TYPES[container] : 'application/octet-stream'
}
