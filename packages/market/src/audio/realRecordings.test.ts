import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { AudioAnalyser } from './AudioAnalyser.ts'
import type { AudioAnalysis } from './AudioAnalysis.ts'

const FOLDER = fileURLToPath(new URL('../../../../../shared/samples', import.meta.url))
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.flac')) : []
if (files.length === 0) console.log('Real recordings are not here (../shared/samples): their analysis is not tested')

const analyser = new AudioAnalyser()
afterAll(() => analyser.close())
const analyse = (name: string): Promise<AudioAnalysis> => analyser.analyse({ path: join(FOLDER, `${name}.flac`) })

/** Names of single hits and sweeps; the others are loops, drones and phrases. */
const ONE_SHOT = /^(bd_|drum_|elec_|sn_|tabla_|bass_hit|bass_dnb|perc_|vinyl_|misc_)/

test.runIf(files.length > 0)(
  'all real recordings match the checksum of their encoder, with values that make sense',
  async () => {
    expect(files.length).toBe(45)
    for (const file of files) {
      const { durationMs, sampleRate, channels, peakDb, loudness, bpm, key, kind } = await analyse(file.slice(0, -5))
      expect(sampleRate, file).toBe(44_100)
      expect([1, 2], file).toContain(channels)
      expect(durationMs, file).toBeGreaterThan(50)
      expect(durationMs, file).toBeLessThan(31_000)
      expect(peakDb, file).toBeLessThanOrEqual(0)
      expect(loudness, file).toBeGreaterThan(-40)
      expect(loudness, file).toBeLessThan(0)
      if (bpm) expect(bpm.value >= 60_000 && bpm.value <= 200_000, file).toBe(true)
      if (key) expect(key.value >= 0 && key.value < 24, file).toBe(true)
      if (ONE_SHOT.test(file)) expect({ kind, bpm }, file).toEqual({ kind: 'OneShot', bpm: undefined })
    }
  },
)

// 16 beats in 6.857 s are 140; the others have the tempo that their length in bars gives.
test.runIf(files.length > 0).each([
  ['loop_amen_full', 140_000],
  ['loop_mika', 120_000],
  ['loop_safari', 120_000],
  ['loop_industrial', 135_786],
])('%s is a loop at its tempo', async (name, bpm) => {
  const analysis = await analyse(name)
  expect(analysis.kind).toBe('Loop')
  expect(Math.abs((analysis.bpm?.value ?? 0) - bpm)).toBeLessThanOrEqual(100)
  expect(analysis.bpm?.confidence).toBeGreaterThan(0.9)
})

test.runIf(files.length > 0)('bass_voxy_c is in C, as its maker says, and drums are in no key', async () => {
  expect((await analyse('bass_voxy_c')).key?.value).toBe(0)
  for (const name of ['loop_amen_full', 'drum_cymbal_open', 'bd_808', 'sn_dolf'])
    expect((await analyse(name)).key?.confidence ?? 0, name).toBeLessThan(0.5)
})
