import { AUDIO_HEAD_BYTES, audioContainerOf } from '@echochain/content'
import { AudioError } from '../AudioError.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { openAiff } from './aiff.ts'
import type { AudioStream } from './AudioStream.ts'
import { openFlac } from './flac/flac.ts'
import { openMp3 } from './mp3.ts'
import { openOgg } from './ogg.ts'
import { openWav } from './wav.ts'

const OPENERS = { wav: openWav, aiff: openAiff, flac: openFlac, ogg: openOgg, mp3: openMp3 }

/** Reads the headers of a sound file and gets ready to decode it. Throws {@link AudioError}. */
export async function openAudio(source: ByteSource): Promise<AudioStream> {
  const container = audioContainerOf(source.read(0, AUDIO_HEAD_BYTES))
  if (!container)
    throw new AudioError('UNSUPPORTED_FORMAT', 'Not a sound file of a known format: use WAV, AIFF, FLAC, MP3 or Ogg')
  return OPENERS[container](source)
}
