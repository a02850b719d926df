import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { AudioAnalyser } from './AudioAnalyser.ts'
import { AudioError } from './AudioError.ts'
import { pageChecksum } from './decode/oggPages.ts'

const RUNS = process.env.TEST_ALL ? 3000 : 120
const TIMEOUT_MS = 60_000 + 200 * RUNS

const analyser = new AudioAnalyser({ limits: { maxWallMs: 20_000 } })
afterAll(() => analyser.close())

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 7 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(), value: fc.integer({ min: 1, max: 400 }) }),
)
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never

/** Half of all changes go to the first 200 bytes, where headers are. */
function mutate(file: Uint8Array, { kind, at, value }: Mutation): Uint8Array {
  const place = at % (at % 2 === 0 ? Math.min(200, file.length) : file.length)
  if (kind === 'cut') return Buffer.concat([file.subarray(0, place), file.subarray(place + value)])
  if (kind === 'repeat') return Buffer.concat([file.subarray(0, place + value), file.subarray(place)])
  const changed = file.slice()
  changed[place] = kind === 'set' ? value : changed[place] ^ (1 << value)
  return changed
}

/** Gives Ogg pages checksums that match, so that changes reach the decoder behind them. */
function repairOgg(file: Uint8Array): Uint8Array {
  const repaired = Uint8Array.from(file)
  for (let at = 0; at + 27 < repaired.length && repaired[at] === 0x4f;) {
    const segments = repaired.subarray(at + 27, at + 27 + repaired[at + 26])
    const length = segments.reduce((sum, size) => sum + size, 27 + segments.length)
    const page = repaired.subarray(at, at + length)
    new DataView(repaired.buffer).setUint32(at + 22, pageChecksum(page), true)
    at += length
  }
  return repaired
}

test.each([
  'piece-16.wav',
  'piece-float.wav',
  'piece-24.aiff',
  'piece-sowt.aiff',
  'piece-best.flac',
  'other-24.flac',
  'bar.mp3',
  'bar.ogg',
  'bar.opus',
])(
  '%s changed in any way is analysed or refused with a code; nothing hangs, crashes or stops the next',
  async (name) => {
    const file = readFileSync(new URL(`./fixtures/${name}`, import.meta.url))
    const isOgg = name === 'bar.ogg' || name === 'bar.opus'
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const mutated = mutations.reduce(mutate, file)
        const result = await analyser.analyse({ bytes: isOgg ? repairOgg(mutated) : mutated }).catch((error) => error)
        if (!(result instanceof AudioError)) {
          expect(result.frames).toBeGreaterThan(0)
          expect(result.loudness).not.toBeNaN()
          return
        }
        expect(['DAMAGED', 'EMPTY', 'TOO_LONG', 'UNSUPPORTED_FORMAT'], result.message).toContain(result.code)
      }),
      { numRuns: RUNS },
    )
  },
  TIMEOUT_MS,
)

test(
  'noise behind any magic number',
  async () => {
    const magic = fc.constantFrom('RIFF\0\0\0\0WAVE', 'FORM\0\0\0\0AIFF', 'fLaC', 'OggS', 'ID3', '\xff\xfb\x90\x44')
    await fc.assert(
      fc.asyncProperty(magic, fc.uint8Array({ maxLength: 3000 }), async (start, noise) => {
        const bytes = Buffer.concat([Buffer.from(start, 'latin1'), noise])
        const result = await analyser.analyse({ bytes }).catch((error) => error)
        if (result instanceof AudioError) expect(['DAMAGED', 'EMPTY', 'UNSUPPORTED_FORMAT']).toContain(result.code)
        else expect(result.frames).toBeGreaterThan(0)
      }),
      { numRuns: RUNS },
    )
  },
  TIMEOUT_MS,
)
