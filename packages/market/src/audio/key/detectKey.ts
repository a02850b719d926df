import type { Estimate } from '../AudioAnalysis.ts'
import { computeChroma, estimateTuning } from './computeChroma.ts'
import type { MusicalKey } from './MusicalKey.ts'
import { findPitchPeaks } from './pitchPeaks.ts'

const KRUMHANSL_MAJOR = [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88]
const KRUMHANSL_MINOR = [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17]
export const PROFILES = {
  kk: [KRUMHANSL_MAJOR, KRUMHANSL_MINOR],
  temp: [
    [0.748, 0.06, 0.488, 0.082, 0.67, 0.46, 0.096, 0.715, 0.104, 0.366, 0.057, 0.4],
    [0.712, 0.084, 0.474, 0.618, 0.049, 0.46, 0.105, 0.747, 0.404, 0.067, 0.133, 0.33],
  ],
  alb: [
    [0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.08, 0.008, 0.081],
    [0.22, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052],
  ],
}
export const W = { bass: 0.5, profile: 'alb' as keyof typeof PROFILES, first: 0 }

export function scoreKeys(all: Float64Array, bass: Float64Array): { key: MusicalKey; score: number }[] {
  const out = []
  for (let key = 0; key < 24; key++) {
    const profile = PROFILES[W.profile][key < 12 ? 0 : 1],
      root = key % 12
    const rotated = Float64Array.from({ length: 12 }, (_, i) => profile[(i - root + 12) % 12])
    out.push({ key, score: correlation(all, rotated) + W.bass * (bass[root] + 0.3 * bass[(root + 7) % 12]) })
  }
  return out.sort((a, b) => b.score - a.score)
}
function correlation(a: Float64Array, b: Float64Array): number {
  const ma = a.reduce((s, v) => s + v, 0) / 12,
    mb = b.reduce((s, v) => s + v, 0) / 12
  let ab = 0,
    aa = 0,
    bb = 0
  for (let i = 0; i < 12; i++) {
    ab += (a[i] - ma) * (b[i] - mb)
    aa += (a[i] - ma) ** 2
    bb += (b[i] - mb) ** 2
  }
  return aa * bb === 0 ? 0 : ab / Math.sqrt(aa * bb)
}
export function detectKey(signal: Float32Array, sampleRate: number): Estimate<MusicalKey> | undefined {
  const frames = findPitchPeaks(signal, sampleRate)
  const { all, bass } = computeChroma(frames, estimateTuning(frames))
  const [best] = scoreKeys(all, bass)
  return { value: best.key, confidence: 0.5 }
}
