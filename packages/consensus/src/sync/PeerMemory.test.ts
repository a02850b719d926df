import { describe, expect, test } from 'vitest'
import { FakeClock } from '../clock/FakeClock.ts'
import { PeerMemory } from './PeerMemory.ts'

const MINUTE = 60_000
const PEER = 'ws://peer'

function remember() {
  const clock = new FakeClock(0)
  return { clock, memory: new PeerMemory(clock) }
}

describe('bans', () => {
  test('each is twice as long as the one before, up to an hour', () => {
    const { clock, memory } = remember()
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      memory.ban(PEER)
      clock.advanceBy(minutes * MINUTE - 1)
      expect(memory.isBanned(PEER), `${minutes} minutes`).toBe(true)
      clock.advanceBy(1)
      expect(memory.isBanned(PEER), `${minutes} minutes`).toBe(false)
    }
  })

  test('concern one address', () => {
    const { memory } = remember()
    memory.ban(PEER)
    expect(memory.isBanned('ws://other')).toBe(false)
  })
})

describe('pauses', () => {
  test('grow, and the third fault in a row is one too many', () => {
    const { clock, memory } = remember()
    for (const [pauseMs, forgiven] of [
      [2_000, true],
      [4_000, true],
      [8_000, false],
    ] as const) {
      expect(memory.pause(PEER)).toBe(forgiven)
      expect(memory.pausedUntilMs(PEER)).toBe(clock.now() + pauseMs)
      clock.advanceBy(pauseMs)
      expect(memory.isPaused(PEER)).toBe(false)
    }
  })

  test('doing well in between makes them accidents', () => {
    const { memory } = remember()
    for (let at = 0; at < 10; at++) {
      expect(memory.pause(PEER)).toBe(true)
      memory.praise(PEER)
    }
    expect(memory.strikes(PEER)).toBe(0)
  })

  test('sparing a peer counts for nothing', () => {
    const { memory } = remember()
    for (let at = 0; at < 10; at++) memory.spare(PEER)
    expect(memory.isPaused(PEER)).toBe(true)
    expect(memory.strikes(PEER)).toBe(0)
  })
})

test('of many addresses, those seen last are remembered', () => {
  const { memory } = remember()
  for (let at = 0; at <= 1_024; at++) memory.ban(`peer ${at}`)
  expect(memory.isBanned('peer 0')).toBe(false)
  expect(memory.isBanned('peer 1')).toBe(true)
  expect(memory.isBanned('peer 1024')).toBe(true)
})
