import type { ContentDescription, SoundAnalysis } from '@echochain/sdk'
import { describe, expect, test, vi } from 'vitest'
import type { DeskWorkers } from './DeskWorkers.ts'
import { type Draft, nextStep } from './Draft.ts'
import { type DraftStore, MemoryDraftStore } from './DraftStore.ts'
import { MAX_DRAFTS, PublishDesk } from './PublishDesk.ts'

const contentOf = (text: string) =>
  ({
    cid: `cid of ${text}`,
    size: text.length,
    plainHash: '0x00',
    segmentRoot: '0x00',
  }) as unknown as ContentDescription

const analysis = {
  cid: '',
  peaks: 'AAAA',
  result: { format: 'wav', durationMs: 2000, kind: 'OneShot', bpm: { value: 93_500, confidence: 0.9 }, tags: {} },
} as unknown as SoundAnalysis

/** In front of every file: what tells that it is one of sound. */
const HEAD = 'fLaC'

const fileOf = (name: string, text = name) => new File([HEAD, text], name, { lastModified: 1 })
const textOf = async (file: Blob) => (await file.text()).slice(HEAD.length)

/** Workers that succeed at once, unless a test has them do otherwise. */
function openDesk(
  changes: Partial<DeskWorkers> = {},
  store: DraftStore = new MemoryDraftStore({ maxFileBytes: 1000 }),
) {
  let ids = 0
  const spies = {
    describe: vi.fn<DeskWorkers['describe']>(async (file) => contentOf(await textOf(file))),
    findRegistered: vi.fn<DeskWorkers['findRegistered']>(async () => undefined),
    order: vi.fn<DeskWorkers['order']>(async (contents) => contents.map(({ cid }) => ({ url: cid, token: 'secret' }))),
    upload: vi.fn<DeskWorkers['upload']>(async () => {}),
    analyse: vi.fn<DeskWorkers['analyse']>(async () => analysis),
    isStored: vi.fn<DeskWorkers['isStored']>(async () => true),
  }
  const desk = new PublishDesk(store, { ...spies, now: () => 1000, newId: () => `draft ${ids++}`, ...changes })
  desk.setCanOrder(true)
  return { desk, workers: spies, store }
}

const drafts = (desk: PublishDesk): readonly Draft[] => desk.snapshot().drafts
const steps = (desk: PublishDesk) => drafts(desk).map((draft) => draft.problem?.code ?? nextStep(draft))
const settled = (desk: PublishDesk) =>
  vi.waitFor(() => {
    expect(desk.snapshot().activities.size).toBe(0)
    return steps(desk)
  })
const failing = (code: string, message = 'told to fail') => Object.assign(new Error(message), { code })

describe('files go as far as they come without a person', () => {
  test('read, ordered with one signature, uploaded, listened to', async () => {
    const { desk, workers } = openDesk()
    expect(desk.add([fileOf('night_bus.wav'), fileOf('kick.wav')])).toBe(0)
    expect(await settled(desk)).toEqual(['describe', 'describe'])
    expect(workers.order).toHaveBeenCalledTimes(1)
    expect(workers.order.mock.calls[0][0]).toHaveLength(2)
    expect(drafts(desk)[0]).toMatchObject({
      form: { title: 'night bus', kind: 'OneShot', bpm: '93.5', key: null },
      peaks: 'AAAA',
      isUploaded: true,
    })
  })

  test('what the person said before it was heard stays', async () => {
    const heard = Promise.withResolvers<SoundAnalysis>()
    const { desk } = openDesk({ analyse: () => heard.promise })
    desk.add([fileOf('a.wav')])
    desk.edit(drafts(desk)[0].id, { title: 'Mine', bpm: '' })
    heard.resolve(analysis)
    await settled(desk)
    expect(drafts(desk)[0].form).toMatchObject({ title: 'Mine', bpm: '', kind: 'OneShot' })
  })

  test('without an account files are read, and ordered as soon as there is one', async () => {
    const { desk, workers } = openDesk()
    desk.setCanOrder(false)
    desk.add([fileOf('a.wav')])
    expect(await settled(desk)).toEqual(['order'])
    expect(workers.order).not.toHaveBeenCalled()
    desk.setCanOrder(true)
    await vi.waitFor(() => expect(steps(desk)).toEqual(['describe']))
  })

  test('more drafts than can be looked through are left out, and it says how many', () => {
    const { desk } = openDesk({ describe: () => new Promise(() => {}) })
    expect(desk.add(Array.from({ length: MAX_DRAFTS + 3 }, (_, at) => fileOf(`${at}.wav`)))).toBe(3)
    expect(drafts(desk)).toHaveLength(MAX_DRAFTS)
  })
})

describe('what goes wrong is said, and tried again from where it was', () => {
  test('nothing signed: one retry asks once more for all of it, and no file is read again', async () => {
    const order = vi.fn<DeskWorkers['order']>().mockRejectedValueOnce(failing('CANCELLED'))
    order.mockImplementation(async (contents) => contents.map(() => ({ url: 'u', token: 't' })))
    const { desk, workers } = openDesk({ order })
    desk.add([fileOf('a.wav'), fileOf('b.wav')])
    expect(await settled(desk)).toEqual(['CANCELLED', 'CANCELLED'])
    desk.retry(drafts(desk)[0].id)
    expect(await settled(desk)).toEqual(['describe', 'describe'])
    expect(workers.describe).toHaveBeenCalledTimes(2)
    expect(order).toHaveBeenCalledTimes(2)
  })

  test('one file of an order refused: the others go on', async () => {
    const order = async (contents: readonly ContentDescription[]) =>
      contents.map((_, at) => (at === 0 ? failing('QUOTA_EXCEEDED') : { url: 'u', token: 't' }))
    const { desk } = openDesk({ order })
    desk.add([fileOf('a.wav'), fileOf('b.wav')])
    expect(await settled(desk)).toEqual(['QUOTA_EXCEEDED', 'describe'])
  })

  test('a broken upload keeps its session, an expired one is ordered anew', async () => {
    const upload = vi.fn<DeskWorkers['upload']>().mockRejectedValueOnce(failing('GATEWAY_FAILED'))
    upload.mockRejectedValueOnce(failing('EXPIRED')).mockResolvedValue()
    const { desk, workers } = openDesk({ upload })
    desk.add([fileOf('a.wav')])
    expect(await settled(desk)).toEqual(['GATEWAY_FAILED'])
    desk.retry(drafts(desk)[0].id)
    await vi.waitFor(() => expect(steps(desk)).toEqual(['EXPIRED']))
    expect(workers.order).toHaveBeenCalledTimes(1)
    desk.retry(drafts(desk)[0].id)
    await vi.waitFor(() => expect(steps(desk)).toEqual(['describe']))
    expect(workers.order).toHaveBeenCalledTimes(2)
  })

  test('what a market that went away interrupted goes on when it is back; what it refused does not', async () => {
    const upload = vi.fn<DeskWorkers['upload']>().mockRejectedValueOnce(failing('GATEWAY_FAILED'))
    upload.mockRejectedValueOnce(failing('QUOTA_EXCEEDED')).mockResolvedValue()
    const { desk } = openDesk({ upload })
    desk.add([fileOf('a.wav'), fileOf('b.wav')])
    expect(await settled(desk)).toEqual(['GATEWAY_FAILED', 'QUOTA_EXCEEDED'])
    desk.retryInterrupted()
    await vi.waitFor(() => expect(steps(desk)).toEqual(['describe', 'QUOTA_EXCEEDED']))
  })

  test('the same sound twice, a registered one, an empty one', async () => {
    const findRegistered = async (cid: string) => (cid === 'cid of old' ? 7 : undefined)
    const { desk } = openDesk({ findRegistered })
    desk.add([fileOf('a.wav', 'new'), fileOf('b.wav', 'new'), fileOf('c.wav', 'old'), new File([], 'd.wav')])
    expect(await settled(desk)).toEqual(['describe', 'DUPLICATE', 'REGISTERED', 'EMPTY'])
    expect(drafts(desk)[2].problem?.sample).toBe(7)
  })

  test('a text is no sound, whatever it is called, and is not uploaded', async () => {
    const { desk, workers } = openDesk()
    desk.add([new File(['Dear diary'], 'diary.wav')])
    expect(await settled(desk)).toEqual(['UNSUPPORTED_FORMAT'])
    expect(workers.order).not.toHaveBeenCalled()
  })

  test('the same sound as one published here a moment ago is called published, whatever the market has seen', async () => {
    const { desk } = openDesk()
    desk.add([fileOf('a.wav', 'same')])
    await settled(desk)
    desk.noteRegistered(drafts(desk)[0].id, 7)
    desk.add([fileOf('b.wav', 'same')])
    expect(await settled(desk)).toEqual(['done', 'REGISTERED'])
    expect(drafts(desk)[1].problem?.sample).toBe(7)
  })

  test('removed while it is uploaded: the upload is told to stop and nothing comes back', async () => {
    const signals: AbortSignal[] = []
    const upload: DeskWorkers['upload'] = (_session, _file, _content, _progress, signal) =>
      new Promise((_resolve, reject) => {
        signals.push(signal)
        signal.addEventListener('abort', () => reject(signal.reason as Error))
      })
    const { desk, store } = openDesk({ upload })
    desk.add([fileOf('a.wav')])
    await vi.waitFor(() => expect(signals).toHaveLength(1))
    desk.remove(drafts(desk)[0].id)
    expect(signals[0].aborted).toBe(true)
    await settled(desk)
    expect(drafts(desk)).toEqual([])
    expect(await store.all()).toEqual([])
  })
})

test('before signing: what was registered meanwhile is said, what was deleted is uploaded again, the rest is ready', async () => {
  const registered = new Set<string>()
  const deleted = new Set<string>()
  const { desk, workers } = openDesk({
    findRegistered: async (cid) => (registered.has(cid) ? 9 : undefined),
    isStored: async (cid) => !deleted.has(cid),
  })
  desk.add([fileOf('a.wav'), fileOf('b.wav'), fileOf('c.wav')])
  await settled(desk)
  const ids = drafts(desk).map(({ id }) => id)
  expect(await desk.recheck(ids)).toEqual(ids)
  registered.add('cid of a.wav')
  deleted.add('cid of b.wav')
  expect(await desk.recheck(ids)).toEqual([ids[2]])
  await vi.waitFor(() => expect(workers.upload).toHaveBeenCalledTimes(4))
  expect(await settled(desk)).toEqual(['REGISTERED', 'describe', 'describe'])
})

describe('after a reload', () => {
  const interrupted = { upload: () => new Promise<void>(() => {}) }

  test('an upload goes on with the session and the file that were kept', async () => {
    const { desk, store } = openDesk(interrupted)
    desk.add([fileOf('a.wav')])
    await vi.waitFor(() => expect(drafts(desk)[0].session).toBeDefined())
    const { desk: reopened, workers } = openDesk({}, store)
    await reopened.load()
    expect(await settled(reopened)).toEqual(['describe'])
    expect(workers.order).not.toHaveBeenCalled()
    expect(workers.upload.mock.calls[0][0]).toEqual({ url: 'cid of a.wav', token: 'secret' })
  })

  test('a file that could not be kept is asked for; another of its name and size is not taken for it', async () => {
    const { desk, store } = openDesk(interrupted, new MemoryDraftStore())
    desk.add([fileOf('a.wav', 'this')])
    await vi.waitFor(() => expect(drafts(desk)[0].session).toBeDefined())
    const { desk: reopened, workers } = openDesk({}, store)
    await reopened.load()
    expect(await settled(reopened)).toEqual(['NEEDS_FILE'])
    reopened.add([fileOf('a.wav', 'that')])
    expect(await settled(reopened)).toEqual(['NEEDS_FILE'])
    expect(drafts(reopened)).toHaveLength(1)
    reopened.add([fileOf('a.wav', 'this')])
    await vi.waitFor(() => expect(steps(reopened)).toEqual(['describe']))
    expect(workers.order).not.toHaveBeenCalled()
  })

  test('a file the server has deleted meanwhile is ordered and uploaded again', async () => {
    const { desk, store } = openDesk()
    desk.add([fileOf('a.wav')])
    await settled(desk)
    const { desk: reopened, workers } = openDesk({ isStored: async () => false }, store)
    await reopened.load()
    await vi.waitFor(() => expect(workers.upload).toHaveBeenCalledTimes(1))
    await settled(reopened)
    expect(drafts(reopened)[0].isUploaded).toBe(true)
    expect(workers.order).toHaveBeenCalledTimes(1)
  })
})
