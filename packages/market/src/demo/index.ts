export type { DemoSample, PriceTier } from './DemoSample.ts'
export { demoSamples } from './demoSamples.ts'
