import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SpectrumAnalyser } from './fft.ts'
import { HalfBandDecimator } from './HalfBandDecimator.ts'

test('the spectrum is that of the definition of the discrete Fourier transform, Hann-windowed', () => {
  const size = 64
  const analyser = new SpectrumAnalyser(size)
  const samples = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size })
  fc.assert(
    fc.property(samples, (values) => {
      const signal = Float32Array.from(values)
      const magnitudes = new Float64Array(size / 2 + 1)
      analyser.magnitudes(signal, 0, magnitudes)
      magnitudes.forEach((magnitude, bin) => {
        let [real, imaginary] = [0, 0]
        signal.forEach((sample, i) => {
          const windowed = sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size))
          real += windowed * Math.cos((2 * Math.PI * bin * i) / size)
          imaginary -= windowed * Math.sin((2 * Math.PI * bin * i) / size)
        })
        expect(magnitude, `bin ${bin}`).toBeCloseTo(Math.hypot(real, imaginary), 9)
      })
    }),
    { numRuns: 30 },
  )
})

test('what lies outside of the signal is silence', () => {
  const analyser = new SpectrumAnalyser(16)
  const magnitudes = new Float64Array(9)
  analyser.magnitudes(new Float32Array(8).fill(1), -16, magnitudes)
  expect(Math.max(...magnitudes)).toBe(0)
})

/** Level of a sine after halving the rate, in dB; `frequency` in cycles per input sample. */
function decimatedLevel(frequency: number): number {
  const input = Float32Array.from({ length: 8000 }, (_, i) => Math.sin(2 * Math.PI * frequency * i))
  const output = new HalfBandDecimator().process(input).subarray(100)
  return 10 * Math.log10((2 * output.reduce((sum, sample) => sum + sample * sample, 0)) / output.length)
}

test('halving the rate keeps what lies below a fifth of it and removes what would fold back there', () => {
  for (const frequency of [0.01, 0.1, 0.2])
    expect(Math.abs(decimatedLevel(frequency)), `${frequency}`).toBeLessThan(0.1)
  for (const frequency of [0.3, 0.4, 0.49]) expect(decimatedLevel(frequency), `${frequency}`).toBeLessThan(-55)
})

test('a stream halved in pieces of any size is the same as in one, and keeps its time', () => {
  const input = Float32Array.from({ length: 500 }, (_, i) => Math.sin(0.05 * i))
  const whole = new HalfBandDecimator().process(input)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 30 }), (sizes) => {
      const decimator = new HalfBandDecimator()
      const output: number[] = []
      let at = 0
      for (const size of [...sizes, input.length]) {
        output.push(...decimator.process(input.subarray(at, at + size)))
        at = Math.min(input.length, at + size)
      }
      expect(output).toEqual([...whole])
    }),
  )
  for (let i = 30; i < whole.length; i++) expect(whole[i], `sample ${i}`).toBeCloseTo(input[2 * i], 2)
})
