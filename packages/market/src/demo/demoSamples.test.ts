import { describe, expect, test } from 'vitest'
import { LoudnessMeter } from '../audio/measure/LoudnessMeter.ts'
import { openAudio } from '../audio/decode/openAudio.ts'
import { bytesSource } from '../audio/source/ByteSource.ts'
import { AudioAnalyser, keyName } from '../audio/index.ts'
import type { DemoSample } from './DemoSample.ts'
import { demoSamples } from './demoSamples.ts'

const samples = demoSamples()
const files = new Map(samples.map((sample) => [sample.title, sample.render()]))
const fileOf = (sample: DemoSample): Uint8Array => files.get(sample.title)!
const named = samples.map((sample): [string, DemoSample] => [sample.title, sample])

async function decode(sample: DemoSample): Promise<Float32Array[]> {
  const stream = await openAudio(bytesSource(fileOf(sample)))
  const blocks = [...stream.blocks()]
  return [0, 1].map((channel) => Float32Array.from(blocks.flatMap((block) => [...block[channel]])))
}

const toDb = (level: number): number => 20 * Math.log10(level)
const peakOf = (channels: readonly Float32Array[]): number =>
  Math.max(...channels.map((side) => side.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)))

test('a shelf of at least twelve, loops and one-shots, with names that are not repeated', () => {
  expect(samples.length).toBeGreaterThanOrEqual(12)
  expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set(['Loop', 'OneShot']))
  for (const names of [samples.map(({ title }) => title), samples.map(({ fileName }) => fileName)])
    expect(new Set(names).size).toBe(names.length)
})

describe.each(named)('%s', (_, sample) => {
  test('what it says of itself fits the fields of the chain (protocol.md §6)', () => {
    const bytes = (text: string): number => new TextEncoder().encode(text).length
    expect(bytes(sample.title)).toBeLessThanOrEqual(128)
    expect(sample.tags.length).toBeLessThanOrEqual(16)
    for (const tag of sample.tags) expect(bytes(tag), tag).toBeLessThanOrEqual(32)
    for (const { licence, price } of sample.prices) expect(price > 0n, licence).toBe(true)
    expect(sample.fileName).toMatch(/^[a-z0-9-]+\.wav$/)
  })

  test('rendered again, it is the same bytes', () => {
    const again = demoSamples().find(({ title }) => title === sample.title)!
    expect(Buffer.compare(again.render(), fileOf(sample))).toBe(0)
  })

  test('it is 0.3 to 8 seconds of 16-bit stereo at 44.1 kHz, without an offset, and the sides differ', async () => {
    const { sampleRate, channels, bitsPerSample } = await openAudio(bytesSource(fileOf(sample)))
    expect({ sampleRate, channels, bitsPerSample }).toEqual({ sampleRate: 44_100, channels: 2, bitsPerSample: 16 })
    const [left, right] = await decode(sample)
    expect(left.length).toBeGreaterThanOrEqual(0.3 * 44_100)
    expect(left.length).toBeLessThanOrEqual(8 * 44_100)
    for (const side of [left, right])
      expect(Math.abs(side.reduce((sum, value) => sum + value, 0) / side.length)).toBeLessThan(0.005)
  })

  test('its level: loops at −14 LUFS, one-shots at a peak of −1 dB, nothing above that', async () => {
    const channels = await decode(sample)
    expect(toDb(peakOf(channels))).toBeLessThanOrEqual(-0.99)
    if (sample.kind === 'OneShot') return expect(toDb(peakOf(channels))).toBeGreaterThan(-1.05)
    const meter = new LoudnessMeter(44_100, 2)
    meter.add(channels)
    expect(Math.abs(meter.integrated + 14)).toBeLessThanOrEqual(0.1)
  })

  test('no click: a loop goes on over its seam as inside, a one-shot starts and ends in silence', async () => {
    for (const side of await decode(sample)) {
      if (sample.kind === 'OneShot') {
        expect(Math.abs(side[0])).toBeLessThan(0.02)
        expect(Math.abs(side.at(-1)!)).toBeLessThan(0.001)
        continue
      }
      const seam = Math.abs(side[0] - side.at(-1)!)
      const jumps = side.slice(1).map((value, i) => Math.abs(value - side[i]))
      expect(seam).toBeLessThanOrEqual(jumps.toSorted()[Math.floor(jumps.length * 0.995)])
    }
  })
})

test('a loop is a whole number of bars long, to half a sample', async () => {
  for (const sample of samples.filter(({ kind }) => kind === 'Loop')) {
    const [left] = await decode(sample)
    const bars = left.length / ((240 / (sample.bpm! / 1000)) * 44_100)
    const error = (bars - Math.round(bars)) * (left.length / bars)
    expect(Math.abs(error), sample.title).toBeLessThanOrEqual(0.5)
  }
})

test('the analysis hears the tempo, key and kind of every one as it was written', async () => {
  const analyser = new AudioAnalyser()
  for (const sample of samples) {
    const { bpm, key, kind, tags } = await analyser.analyse({ bytes: fileOf(sample) })
    expect({ bpm: bpm?.value, kind }, sample.title).toEqual({ bpm: sample.bpm, kind: sample.kind })
    expect(tags.title, sample.title).toBe(sample.title)
    if (sample.key !== undefined) expect(key && keyName(key.value), sample.title).toBe(keyName(sample.key))
    else expect(key?.confidence ?? 0, `${sample.title} has no key`).toBeLessThan(0.5)
  }
  await analyser.close()
})
