type SoundKind = 'Loop' | 'OneShot'

/** What a market heard in a file. Confidence, 0 to 1, is the share of such answers that are right. */
export interface Sound {
  readonly format: string
  readonly durationMs: number
  /** Samples per channel. */
  readonly frames: number
  readonly sampleRate: number
  readonly channels: number
  readonly bitsPerSample?: number
  /** dB relative to full scale; null for silence. */
  readonly peakDb: number | null
  /** LUFS; null for silence. */
  readonly loudness: number | null
  readonly kind: SoundKind
  /** Thousandths of a beat per minute; absent where no pulse was heard. */
  readonly bpm?: { readonly value: number; readonly confidence: number }
  readonly key?: { readonly value: number; readonly name: string; readonly confidence: number }
  /** What the file says about itself; `bpm` in thousandths. */
  readonly tags: {
    readonly title?: string
    readonly artist?: string
    readonly bpm?: number
    readonly key?: number
    readonly kind?: SoundKind
  }
}

export interface SoundAnalysis {
  readonly cid: string
  readonly result: Sound
  /** 800 pairs; see `decodePeaks`. */
  readonly peaks: string
}
