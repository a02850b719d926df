import type { MusicalKey, SuggestedKind } from '../audio/index.ts'

/** A price for a licence, in units of 10⁻¹² ECHO. */
export interface PriceTier {
  readonly licence: 'personal' | 'commercial' | 'exclusive'
  readonly price: bigint
}

/** A sample made by this project, in the public domain. */
export interface DemoSample {
  readonly title: string
  readonly fileName: string
  readonly kind: SuggestedKind
  /** Thousandths of a beat per minute. */
  readonly bpm?: number
  readonly key?: MusicalKey
  readonly tags: readonly string[]
  readonly licence: 'CC0'
  readonly prices: readonly PriceTier[]
  /** The WAV file, 16 bits in stereo at 44.1 kHz: the same bytes each time. */
  readonly render: () => Uint8Array
}
