import { type ICommonTagsResult, type IAudioMetadata, parseBuffer } from 'music-metadata'
import type { AudioFormat, AudioTags } from '../AudioAnalysis.ts'
import { parseKey } from '../key/MusicalKey.ts'
import type { ByteSource } from '../source/ByteSource.ts'
import { type LoopChunk, readLoopChunk } from './loopChunk.ts'
import { readTagSection } from './tagSection.ts'

const MAX_TEXT_LENGTH = 128

const MIME_TYPES: Record<AudioFormat, string> = {
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  flac: 'audio/flac',
  mp3: 'audio/mpeg',
  vorbis: 'audio/ogg',
  opus: 'audio/ogg',
}

type CommonTags = Pick<ICommonTagsResult, 'title' | 'artist' | 'bpm' | 'key'>

/** What the file claims about itself; tags that cannot be read are left out. `seconds` is the length of the sound. */
export async function readTags(source: ByteSource, format: AudioFormat, seconds: number): Promise<AudioTags> {
  const loop = format === 'wav' || format === 'aiff' ? readLoopChunk(source, format) : undefined
  const common = await readCommonTags(source, format)
  const tags: Record<string, unknown> = {
    title: cleanText(common?.title),
    artist: cleanText(common?.artist),
    bpm: tempoOfTag(common?.bpm) ?? tempoOfLoop(loop, seconds),
    key: common?.key === undefined ? undefined : parseKey(common.key),
    kind: loop?.kind,
  }
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined))
}

async function readCommonTags(source: ByteSource, format: AudioFormat): Promise<CommonTags | undefined> {
  try {
    const bytes = readTagSection(source, format)
    const fileInfo = { mimeType: MIME_TYPES[format], size: bytes.length }
    const { common, native } = await parseBuffer(bytes, fileInfo, { skipCovers: true })
    return { ...common, key: common.key ?? initialKey(native) }
  } catch {
    return undefined
  }
}

/** Key finders write this name into Vorbis comments, where the library knows only `KEY`. */
function initialKey(native: IAudioMetadata['native']): string | undefined {
  const value = native.vorbis?.find(({ id }) => id === 'INITIALKEY')?.value
  return typeof value === 'string' ? value : undefined
}

/** One line without control characters, at most 128 characters. */
function cleanText(text: string | undefined): string | undefined {
  const line = text
    ?.replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_TEXT_LENGTH)
    .trim()
  return line || undefined
}

const tempoOfTag = (bpm: number | undefined): number | undefined =>
  bpm !== undefined && bpm >= 20 && bpm <= 400 ? Math.round(bpm * 1000) : undefined

function tempoOfLoop(loop: LoopChunk | undefined, seconds: number): number | undefined {
  if (!loop) return undefined
  return loop.bpm ?? (loop.beats ? tempoOfTag((60 * loop.beats) / seconds) : undefined)
}
