import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followStream, type StreamNews } from './followStream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

class Source extends EventTarget {
  static readonly CLOSED = 2
  static all: Source[] = []
  readyState = 0
  constructor() {
    super()
    Source.all.push(this)
  }
  close(): void {
    this.readyState = Source.CLOSED
  }
  fail(readyState: number): void {
    this.readyState = readyState
    this.dispatchEvent(new Event('error'))
  }
}

function follow() {
  Source.all = []
  const news: StreamNews['type'][] = []
  const stop = followStream('/api/stream', ({ type }) => news.push(type), Source as unknown as typeof EventSource)
  return { news, stop }
}

test('a stream that was refused is opened anew, after longer and longer waits, until it is open', () => {
  const { news, stop } = follow()
  for (const [at, waitMs] of [2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
    Source.all[at].fail(Source.CLOSED)
    vi.advanceTimersByTime(waitMs - 1)
    expect(Source.all, `before wait ${at} is over`).toHaveLength(at + 1)
    vi.advanceTimersByTime(1)
    expect(Source.all, `after wait ${at}`).toHaveLength(at + 2)
  }
  Source.all[6].dispatchEvent(new Event('open'))
  expect(news).toEqual([...Array.from({ length: 6 }, () => 'lost'), 'open'])
  Source.all[6].fail(Source.CLOSED)
  vi.advanceTimersByTime(2_000)
  expect(Source.all).toHaveLength(8)
  stop()
})

test('a connection that was lost is left to the browser, which opens it again', () => {
  const { news } = follow()
  Source.all[0].fail(0)
  vi.advanceTimersByTime(120_000)
  expect(Source.all).toHaveLength(1)
  expect(news).toEqual(['lost'])
})

test('nothing is opened once it is not followed any more', () => {
  const { stop } = follow()
  Source.all[0].fail(Source.CLOSED)
  stop()
  vi.advanceTimersByTime(120_000)
  expect(Source.all).toHaveLength(1)
})
