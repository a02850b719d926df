import type { Estimate } from '../AudioAnalysis.ts'
import type { MusicalKey } from './MusicalKey.ts'
export const detectKey = (_s: Float32Array, _r: number): Estimate<MusicalKey> | undefined => undefined
