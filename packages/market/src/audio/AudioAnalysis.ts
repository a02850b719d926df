import type { MusicalKey } from './key/MusicalKey.ts'

export type AudioFormat = 'wav' | 'aiff' | 'flac' | 'mp3' | 'vorbis' | 'opus'

/** The sample kinds of protocol.md §6 that a sound by itself can suggest; stems and packs are the seller's to say. */
export type SuggestedKind = 'Loop' | 'OneShot'

/** A value heard in the sound. `confidence`, 0 to 1, is the share of such answers that are right (see README). */
export interface Estimate<T> {
  readonly value: T
  readonly confidence: number
}

/** What the file says about itself. Unlike the estimates it is somebody's claim. */
export interface AudioTags {
  readonly title?: string
  readonly artist?: string
  /** Thousandths of a beat per minute. */
  readonly bpm?: number
  readonly key?: MusicalKey
  /** From the loop chunks that music software writes into WAV (`acid`) and AIFF (`basc`). */
  readonly kind?: SuggestedKind
}

export interface AudioAnalysis {
  readonly format: AudioFormat
  /** Rounded to the nearest millisecond; `frames / sampleRate` is exact. */
  readonly durationMs: number
  /** Samples per channel. */
  readonly frames: number
  /** Hz. Opus is always decoded at 48,000. */
  readonly sampleRate: number
  readonly channels: number
  /** Of formats that store samples as they are: WAV, AIFF, FLAC. */
  readonly bitsPerSample?: number
  /** {@link PEAK_BUCKETS} pairs of minimum and maximum over all channels, −127 to 127 for −1 to 1. */
  readonly peaks: Int8Array
  /** Loudest sample in dB relative to full scale; −Infinity for silence. */
  readonly peakDb: number
  /** Integrated loudness in LUFS, ITU-R BS.1770; −Infinity for silence. */
  readonly loudness: number
  /** Thousandths of a beat per minute; absent where no pulse was heard. */
  readonly bpm?: Estimate<number>
  /** Absent where no tonal centre was heard. */
  readonly key?: Estimate<MusicalKey>
  readonly kind: SuggestedKind
  readonly tags: AudioTags
}

/** Pairs in {@link AudioAnalysis.peaks}: one a pixel on a wide list row. */
export const PEAK_BUCKETS = 800
