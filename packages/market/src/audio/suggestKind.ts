import type { Estimate, SuggestedKind } from './AudioAnalysis.ts'
import type { Onset } from './tempo/findOnsets.ts'

export interface KindEvidence {
  readonly signal: Float32Array
  readonly sampleRate: number
  readonly seconds: number
  readonly onsets: readonly Onset[]
  readonly bpm: Estimate<number> | undefined
}

export const suggestKind = (_: KindEvidence): SuggestedKind => 'Loop'
