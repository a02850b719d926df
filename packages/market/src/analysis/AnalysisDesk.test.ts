import { FakeClock } from '@echochain/consensus'
import type { Cid } from '@echochain/content'
import { MemoryBlobStore } from '@echochain/content/node'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type AudioAnalysis, AudioError, type AudioInput, PEAK_BUCKETS } from '../audio/index.ts'
import { type Database, openDatabase } from '../database/openDatabase.ts'
import { silentLogger } from '../testing/silentLogger.ts'
import { AnalysisDesk } from './AnalysisDesk.ts'

const HEARD: AudioAnalysis = {
  format: 'wav',
  durationMs: 10,
  frames: 441,
  sampleRate: 44_100,
  channels: 1,
  peaks: new Int8Array(2 * PEAK_BUCKETS).fill(-3),
  peakDb: -Infinity,
  loudness: -Infinity,
  kind: 'OneShot',
  tags: { title: 'Silence \0' },
}

let db: Database
let directory: string
let store: MemoryBlobStore
let desk: AnalysisDesk
/** Contents of the files that were analysed, in order. */
let analysed: string[]
let answer: () => Promise<AudioAnalysis>
let closeAnalyser: () => Promise<void>

beforeAll(async () => {
  db = await openDatabase({})
})
afterAll(() => db.destroy())

const openDesk = (): Promise<AnalysisDesk> =>
  AnalysisDesk.open({
    db,
    store,
    analyser: {
      analyse: (input: AudioInput) => {
        analysed.push(readFileSync((input as { path: string }).path, 'utf8'))
        return answer()
      },
      close: () => closeAnalyser(),
    },
    directory: join(directory, 'analysis'),
    clock: new FakeClock(1_000),
    logger: silentLogger,
  })

beforeEach(async () => {
  await sql`truncate analyses`.execute(db)
  directory = mkdtempSync(join(tmpdir(), 'market-analysis-'))
  store = new MemoryBlobStore()
  analysed = []
  answer = async () => HEARD
  closeAnalyser = async () => {}
  desk = await openDesk()
})
afterEach(async () => {
  await desk.close()
  rmSync(directory, { recursive: true, force: true })
})

const put = async (text: string): Promise<Cid> => (await store.put([new TextEncoder().encode(text)])).cid

test('a file is analysed once, however many ask, and stays known', async () => {
  const cid = await put('a sound')
  const [first, second] = await Promise.all([desk.analyse(cid), desk.analyse(cid)])
  expect(first).toEqual(second)
  expect(first).toMatchObject({ cid, result: { kind: 'OneShot', loudness: null, peakDb: null } })
  desk = await openDesk()
  expect(await desk.analyse(cid)).toMatchObject({ cid, result: { tags: { title: 'Silence \ufffd' } } })
  expect(analysed).toEqual(['a sound'])
  expect(readdirSync(join(directory, 'analysis'))).toEqual([])
})

test('who asks while a file is analysed gets that analysis, however late the database answers', async () => {
  const cid = await put('a sound')
  const late = Promise.withResolvers<undefined>()
  desk.find = vi.fn<AnalysisDesk['find']>().mockResolvedValueOnce(undefined).mockReturnValueOnce(late.promise)
  const [first, second] = [desk.analyse(cid), desk.analyse(cid)]
  await first
  late.resolve(undefined)
  expect(await second).toEqual(await first)
  expect(analysed).toEqual(['a sound'])
})

test('two markets on one database may analyse a file at the same time', async () => {
  const cid = await put('a sound')
  desk.find = async () => undefined // neither has kept anything yet
  expect(await desk.analyse(cid)).toEqual(await desk.analyse(cid))
  expect(analysed).toEqual(['a sound', 'a sound'])
})

test('closing ends what is copied, heard or waiting as CLOSED; what is known is still told', async () => {
  const [known, heard, copied] = [await put('known'), await put('heard'), await put('copied')]
  await desk.analyse(known)
  const hearing = Promise.withResolvers<AudioAnalysis>()
  answer = () => hearing.promise
  closeAnalyser = async () => hearing.reject(new AudioError('CLOSED', 'The audio analysis is shutting down'))
  const atAnalyser = desk.analyse(heard)
  await expect.poll(() => analysed).toEqual(['known', 'heard'])
  store.get = async function* () {
    for (;;) yield new Uint8Array(1)
  }
  const inCopy = desk.analyse(copied)
  await expect.poll(() => existsSync(join(directory, 'analysis', copied))).toBe(true)
  const ended = Promise.allSettled([atAnalyser, inCopy])
  await desk.close()
  for (const { reason } of (await ended) as PromiseRejectedResult[]) expect(reason).toMatchObject({ code: 'CLOSED' })
  await expect(desk.analyse(copied)).rejects.toMatchObject({ code: 'CLOSED' })
  expect(await desk.analyse(known)).toHaveProperty('result')
  expect(existsSync(join(directory, 'analysis'))).toBe(false)
})

test('a failure of the file is kept, one of the machine is not', async () => {
  const [noSound, unlucky] = [await put('text'), await put('sound')]
  answer = () => Promise.reject(new AudioError('DAMAGED', 'Not a sound'))
  expect(await desk.analyse(noSound)).toEqual({ cid: noSound, failure: { code: 'DAMAGED', message: 'Not a sound' } })
  answer = () => Promise.reject(new AudioError('BUSY', 'Later'))
  await expect(desk.analyse(unlucky)).rejects.toMatchObject({ code: 'BUSY' })
  answer = async () => HEARD
  expect(await desk.analyse(noSound)).toHaveProperty('failure')
  expect(await desk.analyse(unlucky)).toHaveProperty('result')
  expect(analysed).toEqual(['text', 'sound', 'sound'])
})

test('a file too large is refused without being copied', async () => {
  const cid = await put('x')
  store.describe = async () => ({ cid, size: 2 ** 40, plainHash: '0x', segmentRoot: '0x' })
  expect(await desk.analyse(cid)).toMatchObject({ failure: { code: 'TOO_LARGE' } })
  expect(analysed).toEqual([])
})

test('damage of the stored file is an error, and nothing is kept of it', async () => {
  const cid = await put('x')
  store.get = async function* () {
    yield new Uint8Array(1)
    throw Object.assign(new Error('Damaged'), { code: 'DAMAGED' })
  }
  await expect(desk.analyse(cid)).rejects.toMatchObject({ code: 'DAMAGED' })
  expect(await desk.find(cid)).toBeUndefined()
  expect(readdirSync(join(directory, 'analysis'))).toEqual([])
})

test('the queue is worked off one after the other, past files that fail or are not here', async () => {
  const [one, two, gone] = [await put('one'), await put('two'), await put('gone')]
  await store.delete(gone)
  answer = () => (analysed.length === 1 ? Promise.reject(new Error('Crash')) : Promise.resolve(HEARD))
  desk.enqueue([one, gone, two])
  await expect.poll(() => desk.find(two)).toBeDefined()
  expect(await desk.find(one)).toBeUndefined()
  expect(analysed).toEqual(['one', 'two'])
})

test('what a killed process left is swept', async () => {
  const left = join(directory, 'analysis', 'left')
  mkdirSync(join(directory, 'analysis'), { recursive: true })
  writeFileSync(left, 'x')
  desk = await openDesk()
  expect(existsSync(left)).toBe(false)
})
