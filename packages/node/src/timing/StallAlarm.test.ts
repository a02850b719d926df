import type { Logger } from '@echochain/consensus'
import { expect, test } from 'vitest'
import { StallAlarm, type Stopwatch } from './StallAlarm.ts'

function listen(): { logger: Logger; lines: string[] } {
  const lines: string[] = []
  const refuse = () => {
    throw new Error('only warnings are expected')
  }
  return { logger: { debug: refuse, info: refuse, error: refuse, warn: (message) => lines.push(message) }, lines }
}

/** A stopwatch whose pulses come as late as told. */
class SlowLoop implements Stopwatch {
  #now = 0
  #pulse: (() => void) | undefined
  now = (): number => this.#now
  every = (_intervalMs: number, callback: () => void) => {
    this.#pulse = callback
    return () => (this.#pulse = undefined)
  }
  pass(ms: number): void {
    this.#now += ms
    this.#pulse?.()
  }
}

test('a pulse over 200 ms late is an alarm, one less late is not', () => {
  const { logger, lines } = listen()
  const loop = new SlowLoop()
  const alarm = new StallAlarm(logger, loop)
  for (const late of [0, 1, 150, 200]) loop.pass(50 + late)
  expect(lines).toEqual([])
  loop.pass(50 + 201)
  expect(lines).toEqual(['The event loop stood still for 201 ms'])
  alarm.stop()
  loop.pass(5_000)
  expect(lines).toHaveLength(1)
})

test('many stalls are two lines in ten seconds: the first, and how many came after', () => {
  const { logger, lines } = listen()
  const loop = new SlowLoop()
  const alarm = new StallAlarm(logger, loop)
  loop.pass(350)
  for (let i = 0; i < 20; i++) loop.pass(450)
  loop.pass(900)
  expect(lines).toEqual(['The event loop stood still for 300 ms'])
  for (let i = 0; i < 20; i++) loop.pass(50)
  expect(lines).toEqual([
    'The event loop stood still for 300 ms',
    'The event loop stood still 21 times more, up to 850 ms',
  ])
  loop.pass(50 + 777)
  expect(lines.at(-1)).toBe('The event loop stood still for 777 ms')
  alarm.stop()
})

test('a loop that is really held up is noticed', async () => {
  const { logger, lines } = listen()
  const alarm = new StallAlarm(logger)
  await new Promise((resolve) => setTimeout(resolve, 0))
  const until = performance.now() + 400
  while (performance.now() < until);
  await expect.poll(() => lines[0]).toMatch(/^The event loop stood still for \d{3,} ms$/)
  alarm.stop()
})
