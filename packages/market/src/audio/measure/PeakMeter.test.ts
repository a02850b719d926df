import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PEAK_BUCKETS } from '../AudioAnalysis.ts'
import { PeakMeter } from './PeakMeter.ts'

const measure = (...channels: Float32Array[]): PeakMeter => {
  const meter = new PeakMeter()
  meter.add(channels)
  return meter
}

test('as many pairs as promised, however short or long the sound', () => {
  for (const length of [0, 1, 799, 800, 12_800, 12_801, 300_000])
    expect(measure(new Float32Array(length)).buckets().length, `${length} samples`).toBe(2 * PEAK_BUCKETS)
})

test('each pair holds what its stretch of the sound holds, and nothing from further than a bin away', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60_000 }),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), {
        maxLength: 20,
      }),
      (length, spikes) => {
        const samples = new Float32Array(length)
        for (const [place, level] of spikes) samples[Math.min(length - 1, Math.floor(place * length))] = level
        const peaks = measure(samples).buckets()
        const binFrames = 2 ** Math.max(0, Math.ceil(Math.log2(length / (16 * PEAK_BUCKETS))))
        for (let bucket = 0; bucket < PEAK_BUCKETS; bucket++) {
          const start = (bucket * length) / PEAK_BUCKETS
          const end = ((bucket + 1) * length) / PEAK_BUCKETS
          const inside = samples.slice(Math.floor(start), Math.max(Math.floor(start) + 1, Math.ceil(end)))
          const around = samples.slice(Math.max(0, Math.floor(start) - binFrames), Math.ceil(end) + binFrames)
          const [low, high] = [peaks[2 * bucket], peaks[2 * bucket + 1]]
          expect(low, `minimum of bucket ${bucket}`).toBeLessThanOrEqual(Math.round(Math.min(...inside) * 127))
          expect(low, `minimum of bucket ${bucket}`).toBeGreaterThanOrEqual(Math.round(Math.min(...around) * 127))
          expect(high, `maximum of bucket ${bucket}`).toBeGreaterThanOrEqual(Math.round(Math.max(...inside) * 127))
          expect(high, `maximum of bucket ${bucket}`).toBeLessThanOrEqual(Math.round(Math.max(...around) * 127))
        }
      },
    ),
    { numRuns: 25 },
  )
})

test('the channels are drawn as one: lowest of all to highest of all', () => {
  const peaks = measure(new Float32Array(1000).fill(0.5), new Float32Array(1000).fill(-0.25)).buckets()
  expect([peaks[0], peaks[1]]).toEqual([-32, 64])
})

test('levels above full scale, which floats can have, are drawn as full scale but measured as they are', () => {
  const meter = measure(Float32Array.of(2, -3))
  expect([meter.buckets()[0], meter.buckets()[2 * PEAK_BUCKETS - 2]]).toEqual([127, -127])
  expect(meter.peakDb).toBeCloseTo(20 * Math.log10(3), 5)
})
