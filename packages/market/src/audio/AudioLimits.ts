/** What one analysis may cost. */
export interface AudioLimits {
  readonly maxFileBytes: number
  /** Length of the decoded sound, whatever the file claims. */
  readonly maxDurationMs: number
  /** Samples of all channels together: bounds the work where rate and channels are many. */
  readonly maxSamples: number
  /** Time from start to answer, after which the worker is ended. */
  readonly maxWallMs: number
  /** JavaScript heap of the worker. Decoded sound lives outside of it and is bounded by streaming. */
  readonly maxHeapMb: number
  /** Analyses that may wait; more are refused as BUSY. */
  readonly maxWaiting: number
  /** A worker is replaced after so many analyses, so that nothing a file left behind can add up. */
  readonly analysesPerWorker: number
}

/** Ten minutes of 24-bit stereo at 96 kHz are 346 MB and 115 million samples; a stem is rarely more. */
export const DEFAULT_AUDIO_LIMITS: AudioLimits = {
  maxFileBytes: 512 * 1024 * 1024,
  maxDurationMs: 10 * 60_000,
  maxSamples: 120_000_000,
  maxWallMs: 60_000,
  maxHeapMb: 256,
  maxWaiting: 64,
  analysesPerWorker: 100,
}
