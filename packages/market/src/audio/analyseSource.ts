import type { AudioAnalysis } from './AudioAnalysis.ts'
import { AudioError } from './AudioError.ts'
import type { AudioLimits } from './AudioLimits.ts'
import { type AudioStream, validateLength, validateLevels } from './decode/AudioStream.ts'
import { openAudio } from './decode/openAudio.ts'
import { detectKey } from './key/detectKey.ts'
import { LoudnessMeter } from './measure/LoudnessMeter.ts'
import { MonoCollector } from './measure/MonoCollector.ts'
import { PeakMeter } from './measure/PeakMeter.ts'
import type { ByteSource } from './source/ByteSource.ts'
import { suggestKind } from './suggestKind.ts'
import { readTags } from './tags/readTags.ts'
import { detectTempo } from './tempo/detectTempo.ts'
import { findOnsets } from './tempo/findOnsets.ts'
import { computeOnsetEnvelope } from './tempo/onsetEnvelope.ts'
import type { SoundLength } from './tempo/tempoOfLength.ts'

/** Tempo and key are heard in the first two minutes; what is longer is a song or a stem of one. */
const LISTEN_SECONDS = 120

/**
 * Decodes a sound once, piece by piece, and measures it on the way. What is kept in memory does not grow with its
 * length beyond {@link LISTEN_SECONDS}. Throws {@link AudioError}, and whatever a decoder throws on damaged bytes.
 */
export async function analyseSource(source: ByteSource, limits: AudioLimits): Promise<AudioAnalysis> {
  const stream = await openAudio(source)
  try {
    const { frames, peakMeter, loudnessMeter, mono } = measure(stream, limits)
    const seconds = frames / stream.sampleRate
    const tags = await readTags(source, stream.format, seconds)
    const heard = listen(mono, { frames, sampleRate: stream.sampleRate })
    return {
      format: stream.format,
      durationMs: Math.round(seconds * 1000),
      frames,
      sampleRate: stream.sampleRate,
      channels: stream.channels,
      ...(stream.bitsPerSample === undefined ? {} : { bitsPerSample: stream.bitsPerSample }),
      peaks: peakMeter.buckets(),
      peakDb: peakMeter.peakDb,
      loudness: loudnessMeter.integrated,
      ...heard,
      kind: tags.kind ?? heard.kind,
      tags,
    }
  } finally {
    stream.close()
  }
}

function measure(stream: AudioStream, limits: AudioLimits) {
  const peakMeter = new PeakMeter()
  const loudnessMeter = new LoudnessMeter(stream.sampleRate, stream.channels)
  const mono = new MonoCollector(stream.sampleRate, LISTEN_SECONDS)
  let frames = 0
  for (const block of stream.blocks()) {
    frames += block[0].length
    validateLength(frames, stream, limits)
    validateLevels(block)
    peakMeter.add(block)
    loudnessMeter.add(block)
    mono.add(block)
  }
  if (frames === 0) throw new AudioError('EMPTY', 'The file holds no sound')
  return { frames, peakMeter, loudnessMeter, mono }
}

function listen(mono: MonoCollector, length: SoundLength): Pick<AudioAnalysis, 'bpm' | 'key' | 'kind'> {
  const { signal, sampleRate } = mono
  const envelope = computeOnsetEnvelope(signal, sampleRate)
  const onsets = findOnsets(envelope)
  const bpm = detectTempo(envelope, onsets, length)
  const key = detectKey(signal, sampleRate)
  const kind = suggestKind({ signal, sampleRate, onsets, bpm })
  const hasTempo = bpm !== undefined && kind === 'Loop'
  return { ...(hasTempo ? { bpm } : {}), ...(key ? { key } : {}), kind }
}
