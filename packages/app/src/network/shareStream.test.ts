import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StreamNews, TellNews } from './followStream.ts'
import { shareStream } from './shareStream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const LOST: StreamNews = { type: 'lost' }
const OPEN: StreamNews = { type: 'open' }
const change = (best: number) => ({ type: 'change', change: { best: { number: best } } }) as unknown as StreamNews

interface Waiting {
  grant(): void
  readonly held: Promise<unknown>
  reject(error: Error): void
}

type RequestLock = (name: string, options: LockOptions, lead: () => Promise<void>) => Promise<void>

/** Tabs of one browser: its lock, its channel, and how many streams they follow. */
function openBrowser(refuse?: RequestLock) {
  const channels = new Set<EventTarget & { isFrozen(): boolean }>()
  const queue: Waiting[] = []
  let holder: Waiting | undefined
  const next = () => {
    holder = queue.shift()
    holder?.grant()
  }
  const request: RequestLock = (_, { signal, steal }, lead) =>
    new Promise<void>((resolve, reject) => {
      let settle: (value: unknown) => void
      const held = new Promise((settled) => (settle = settled))
      const own: Waiting = { grant: () => settle(lead()), held, reject }
      const release = async () => {
        await held
        resolve()
        if (holder === own) next()
      }
      void release()
      signal?.addEventListener('abort', () => {
        if (!queue.includes(own)) return
        queue.splice(queue.indexOf(own), 1)
        reject(new DOMException('aborted', 'AbortError'))
      })
      if (steal) {
        holder?.reject(new DOMException('stolen', 'AbortError'))
        holder = own
        own.grant()
      } else {
        queue.push(own)
        if (!holder) next()
      }
    })
  const streams: TellNews[] = []
  const openTab = () => {
    const heard: StreamNews[] = []
    const tab = { heard, isFrozen: false, leave: () => {} }
    const openChannel = () => {
      const channel = Object.assign(new EventTarget(), {
        isFrozen: () => tab.isFrozen,
        postMessage: (data: unknown) => {
          for (const other of channels)
            if (other !== channel && !other.isFrozen()) other.dispatchEvent(new MessageEvent('message', { data }))
        },
        close: () => channels.delete(channel),
      })
      channels.add(channel)
      return channel as unknown as BroadcastChannel
    }
    const follow = (tell: TellNews) => {
      streams.push(tell)
      return () => void streams.splice(streams.indexOf(tell), 1)
    }
    tab.leave = shareStream(follow, (news) => heard.push(news), {
      locks: { request: refuse ?? request } as unknown as LockManager,
      openChannel,
    })
    return tab
  }
  return { openTab, streams }
}

test('of many tabs one follows the stream, and all hear what it tells', async () => {
  const { openTab, streams } = openBrowser()
  const tabs = Array.from({ length: 8 }, openTab)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(streams).toHaveLength(1)
  for (const news of [OPEN, change(7), LOST]) streams[0](news)
  for (const [at, { heard }] of tabs.entries()) expect(heard, `tab ${at}`).toEqual([OPEN, change(7), LOST])
})

test('a tab that comes later is told how things stand, the others not again', () => {
  const { openTab, streams } = openBrowser()
  const [first, second] = [openTab(), openTab()]
  for (const news of [OPEN, change(7)]) streams[0](news)
  const third = openTab()
  expect([first, second, third].map(({ heard }) => heard)).toEqual(Array.from({ length: 3 }, () => [OPEN, change(7)]))
})

test('when the tab that follows leaves, another goes on; with the last one the stream ends', async () => {
  const { openTab, streams } = openBrowser()
  const [first, second, third] = [openTab(), openTab(), openTab()]
  first.leave()
  await vi.advanceTimersByTimeAsync(0)
  expect(streams).toHaveLength(1)
  streams[0](OPEN)
  expect([first, second, third].map(({ heard }) => heard.length)).toEqual([0, 1, 1])
  third.leave() // which had been waiting
  second.leave()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(streams).toHaveLength(0)
})

test('a tab that was stopped while it followed is replaced, and waits in line when it wakes', async () => {
  const { openTab, streams } = openBrowser()
  const [first, second] = [openTab(), openTab()]
  streams[0](OPEN)
  first.isFrozen = true
  await vi.advanceTimersByTimeAsync(23_000)
  expect(streams).toHaveLength(1) // the fake of the browser wakes the first at once
  first.isFrozen = false
  streams[0](change(8))
  expect([first, second].map(({ heard }) => heard)).toEqual([
    [OPEN, change(8)],
    [OPEN, change(8)],
  ])
  second.leave()
  await vi.advanceTimersByTimeAsync(0)
  streams[0](change(9))
  expect([first, second].map(({ heard }) => heard.length)).toEqual([3, 2])
})

test('a tab that answers is left in its place, however long no block comes', async () => {
  const { openTab, streams } = openBrowser()
  const [first] = [openTab(), openTab()]
  const [stream] = streams
  stream(OPEN)
  await vi.advanceTimersByTimeAsync(600_000)
  expect(streams).toEqual([stream])
  first.leave()
})

test('where the browser refuses locks every tab has a stream of its own, and asks for no lock again', async () => {
  const refuse = vi.fn(
    () => new Promise<never>((_, reject) => setTimeout(reject, 10, new DOMException('denied', 'SecurityError'))),
  )
  const { openTab, streams } = openBrowser(refuse)
  const tabs = [openTab(), openTab()]
  await vi.advanceTimersByTimeAsync(60_000)
  expect(refuse).toHaveBeenCalledTimes(2)
  expect(streams).toHaveLength(2)
  for (const stream of streams) stream(change(7))
  for (const [at, { heard }] of tabs.entries()) expect(heard, `tab ${at}`).toEqual([change(7)])
  for (const { leave } of tabs) leave()
  expect(streams).toHaveLength(0)
})
