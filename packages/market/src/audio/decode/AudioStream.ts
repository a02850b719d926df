import type { AudioFormat } from '../AudioAnalysis.ts'
import { AudioError } from '../AudioError.ts'
import type { AudioLimits } from '../AudioLimits.ts'

/** A sound being decoded. */
export interface AudioStream {
  readonly format: AudioFormat
  readonly sampleRate: number
  readonly channels: number
  readonly bitsPerSample?: number
  /**
   * The samples in order, a stretch at a time: one array of equal length per channel, full scale at ±1. Lazy: decodes
   * as it is asked. Throws {@link AudioError} DAMAGED.
   */
  readonly blocks: () => Iterable<Float32Array[]>
  readonly close: () => void
}

/** Rates and channel counts of sound made for listening; anything else is a broken header. */
const MIN_RATE = 4_000
const MAX_RATE = 384_000
const MAX_CHANNELS = 8

/** Throws {@link AudioError} where a header declares what no sample on the market has. */
export function validateShape({ sampleRate, channels }: Pick<AudioStream, 'sampleRate' | 'channels'>): void {
  if (!(sampleRate >= MIN_RATE && sampleRate <= MAX_RATE))
    throw new AudioError('UNSUPPORTED_FORMAT', `A rate of ${sampleRate} Hz is not between ${MIN_RATE} and ${MAX_RATE}`)
  if (!(channels >= 1 && channels <= MAX_CHANNELS))
    throw new AudioError('UNSUPPORTED_FORMAT', `${channels} channels are not between 1 and ${MAX_CHANNELS}`)
}

/** Throws TOO_LONG for a sound of `frames` samples per channel that is over a limit. */
export function validateLength(
  frames: number,
  { sampleRate, channels }: Pick<AudioStream, 'sampleRate' | 'channels'>,
  limits: Pick<AudioLimits, 'maxDurationMs' | 'maxSamples'>,
): void {
  const seconds = frames / sampleRate
  if (seconds * 1000 > limits.maxDurationMs)
    throw new AudioError('TOO_LONG', `The sound is longer than ${limits.maxDurationMs / 1000} seconds`)
  if (frames * channels > limits.maxSamples)
    throw new AudioError('TOO_LONG', `The sound has more than ${limits.maxSamples} samples in all its channels`)
}

/** Far above any level a mix reaches between plug-ins (+120 dB), far below where squares overflow. */
const MAX_LEVEL = 1e6

/** Throws DAMAGED for samples that are not numbers, or impossible ones: floats can hold both. */
export function validateLevels(block: readonly Float32Array[]): void {
  for (const samples of block)
    for (let i = 0; i < samples.length; i++)
      if (!(Math.abs(samples[i]) <= MAX_LEVEL))
        throw new AudioError('DAMAGED', `A sample of the sound has the impossible value ${samples[i]}`)
}
