export {
  type AudioAnalysis,
  type AudioFormat,
  type AudioTags,
  type Estimate,
  PEAK_BUCKETS,
  type SuggestedKind,
} from './AudioAnalysis.ts'
export { AudioAnalyser, type AudioAnalyserOptions, type AudioInput } from './AudioAnalyser.ts'
export { AudioError, type AudioErrorCode } from './AudioError.ts'
export { type AudioLimits, DEFAULT_AUDIO_LIMITS } from './AudioLimits.ts'
export { camelotCode, isMinor, keyName, type MusicalKey, parseKey, relativeKey } from './key/MusicalKey.ts'
