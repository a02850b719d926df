import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { AudioAnalyser, type AudioAnalyserOptions } from './AudioAnalyser.ts'
import { PEAK_BUCKETS } from './AudioAnalysis.ts'

const fixture = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))

const opened: AudioAnalyser[] = []
afterEach(() => Promise.all(opened.splice(0).map((analyser) => analyser.close())))

function createAnalyser(options?: AudioAnalyserOptions): AudioAnalyser {
  const analyser = new AudioAnalyser(options)
  opened.push(analyser)
  return analyser
}

/** A worker that answers every file but those starting with byte 1, for which it runs `misdeed`. */
const workerThat = (misdeed: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      parentPort.on('message', ({ input }) => {
        if (input.bytes[0] === 1) { ${misdeed} }
        parentPort.postMessage({ analysis: { frames: input.bytes.length } })
      })`)}`,
  )

const HARMLESS = { bytes: Uint8Array.of(0, 0, 0) }
const HARMFUL = { bytes: Uint8Array.of(1) }

test.each([
  ['piece-16.wav', 'wav', 50, 2],
  ['piece-24.aiff', 'aiff', 50, 2],
  ['piece-best.flac', 'flac', 50, 2],
  ['bar.mp3', 'mp3', 1905, 1],
  ['bar.ogg', 'vorbis', 1905, 1],
  ['bar.opus', 'opus', 1905, 1],
])('%s by path and by bytes', async (name, format, durationMs, channels) => {
  const analyser = createAnalyser()
  const byPath = await analyser.analyse({ path: fixture(name) })
  expect(byPath).toMatchObject({ format, durationMs, channels })
  expect(byPath.peaks).toHaveLength(2 * PEAK_BUCKETS)
  const file = readFileSync(fixture(name))
  expect(await analyser.analyse({ bytes: file })).toEqual(byPath)
  expect(file.length, 'the bytes of the caller are still there').toBeGreaterThan(0)
})

describe('a worker that misbehaves costs its file a coded error, and the next file is analysed', () => {
  test.each([
    ['hangs', 'for (;;) {}', 'TIMED_OUT'],
    ['hangs without using time', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)', 'TIMED_OUT'],
    ['never answers', 'return', 'TIMED_OUT'],
    ['throws', 'throw new Error("unforeseen")', 'CRASHED'],
    ['ends', 'process.exit(3)', 'CRASHED'],
    ['eats memory', 'const all = []; for (;;) all.push({ all: [all.length] })', 'OUT_OF_MEMORY'],
  ])('one that %s', async (_, misdeed, code) => {
    const maxWallMs = code === 'TIMED_OUT' ? 700 : 30_000
    const analyser = createAnalyser({ limits: { maxWallMs, maxHeapMb: 24 }, workerUrl: workerThat(misdeed) })
    const [bad, good] = await Promise.allSettled([analyser.analyse(HARMFUL), analyser.analyse(HARMLESS)])
    expect(bad).toMatchObject({ status: 'rejected', reason: { code } })
    expect(good).toMatchObject({ status: 'fulfilled', value: { frames: 3 } })
  })

  test('one that cannot even start', async () => {
    const analyser = createAnalyser({ workerUrl: new URL('data:text/javascript,not a program') })
    await expect(analyser.analyse(HARMLESS)).rejects.toMatchObject({ code: 'CRASHED' })
    await expect(analyser.analyse(HARMLESS)).rejects.toMatchObject({ code: 'CRASHED' })
  })
})

test('no more files wait than the limit says', async () => {
  const analyser = createAnalyser({ limits: { maxWaiting: 2 }, workerUrl: workerThat('return') })
  const results = Promise.allSettled([HARMFUL, HARMLESS, HARMLESS, HARMLESS].map((input) => analyser.analyse(input)))
  await analyser.close()
  const codes = (await results).map((result) => result.status === 'rejected' && result.reason.code)
  expect(codes).toEqual(['CLOSED', 'CLOSED', 'CLOSED', 'BUSY'])
})

test('after closing, nothing is accepted', async () => {
  const analyser = createAnalyser()
  await analyser.close()
  await expect(analyser.analyse(HARMLESS)).rejects.toMatchObject({ code: 'CLOSED' })
})

/** A worker that counts its analyses, and fails without a reason where the first byte is 1. */
const COUNTING_WORKER = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads'
    let count = 0
    parentPort.on('message', ({ input }) => {
      const failure = { code: 'DAMAGED', message: 'trap' }
      parentPort.postMessage(input.bytes[0] === 1 ? { failure, unforeseen: true } : { analysis: { frames: ++count } })
    })`)}`,
)

test('a worker is replaced after its number of analyses', async () => {
  const analyser = createAnalyser({ limits: { analysesPerWorker: 2 }, workerUrl: COUNTING_WORKER })
  const counts: number[] = []
  for (let i = 0; i < 5; i++) counts.push((await analyser.analyse(HARMLESS)).frames)
  expect(counts).toEqual([1, 2, 1, 2, 1])
})

test('a worker in which a decoder fell over is replaced, since its memory may be in any state', async () => {
  const analyser = createAnalyser({ workerUrl: COUNTING_WORKER })
  expect((await analyser.analyse(HARMLESS)).frames).toBe(1)
  expect((await analyser.analyse(HARMLESS)).frames).toBe(2)
  await expect(analyser.analyse(HARMFUL)).rejects.toMatchObject({ code: 'DAMAGED', message: 'trap' })
  expect((await analyser.analyse(HARMLESS)).frames).toBe(1)
})

describe('limits and files that are none', () => {
  test('EMPTY, TOO_LARGE, TOO_LONG, UNREADABLE, UNSUPPORTED_FORMAT', async () => {
    const analyser = createAnalyser({ limits: { maxFileBytes: 25_000, maxDurationMs: 1000 } })
    const folder = mkdtempSync(join(tmpdir(), 'audio-'))
    writeFileSync(join(folder, 'empty.wav'), '')
    writeFileSync(join(folder, 'large.wav'), new Uint8Array(25_001))
    const codeOf = (input: Parameters<typeof analyser.analyse>[0]): Promise<string> =>
      analyser.analyse(input).then(
        () => 'accepted',
        (error) => error.code,
      )
    expect(await codeOf({ bytes: new Uint8Array() })).toBe('EMPTY')
    expect(await codeOf({ path: join(folder, 'empty.wav') })).toBe('EMPTY')
    expect(await codeOf({ bytes: new Uint8Array(25_001) })).toBe('TOO_LARGE')
    expect(await codeOf({ path: join(folder, 'large.wav') })).toBe('TOO_LARGE')
    expect(await codeOf({ path: fixture('bar.ogg') })).toBe('TOO_LONG')
    expect(await codeOf({ path: folder })).toBe('UNREADABLE')
    expect(await codeOf({ path: join(folder, 'missing.wav') })).toBe('UNREADABLE')
    expect(await codeOf({ bytes: new TextEncoder().encode('only words') })).toBe('UNSUPPORTED_FORMAT')
    expect(await codeOf({ path: fixture('piece-16.wav') })).toBe('accepted')
    rmSync(folder, { recursive: true })
  })

  test('a view into a larger buffer is read as just that view', async () => {
    const file = readFileSync(fixture('piece-best.flac'))
    const large = new Uint8Array(1_000_000).fill(0x55)
    large.set(file, 500_000)
    const analysis = await createAnalyser().analyse({ bytes: large.subarray(500_000, 500_000 + file.length) })
    expect(analysis.frames).toBe(2205)
  })
})
