import type { Logger } from '@echochain/consensus'
import { beforeEach, describe, expect, test } from 'vitest'
import { SlotWatch } from './SlotWatch.ts'

const TIMING = { genesisTimeMs: 1_000_000n, slotMs: 2_000 }
const startOf = (slot: number): number => 1_000_000 + slot * 2_000

let lines: string[]
let watch: SlotWatch
beforeEach(() => {
  lines = []
  const note = (message: string) => void lines.push(message)
  const logger: Logger = { debug: note, info: note, warn: note, error: note }
  watch = new SlotWatch(TIMING, logger)
})

test('slots that are missed are told with how many and how long; the first slot misses none', () => {
  for (const slot of [7n, 8n, 9n]) watch.onSlot(slot)
  expect(lines).toEqual([])
  watch.onSlot(13n)
  expect(lines).toEqual([expect.stringMatching(/^3 slots before slot 13 were missed \(6 s\)/)])
  watch.onSlot(14n)
  expect(lines).toHaveLength(1)
})

describe('a clock behind the chain', () => {
  test('is told once, and once when it has caught up', () => {
    watch.compare(startOf(10), 1_810n)
    expect(lines).toEqual([expect.stringMatching(/clock is 3600 s behind the chain.*Set the clock/)])
    watch.compare(startOf(11), 1_810n)
    expect(lines).toHaveLength(1)
    watch.compare(startOf(1_810), 1_810n)
    expect(lines[1]).toMatch(/has caught up/)
    watch.compare(startOf(5), 1_810n)
    expect(lines).toHaveLength(3)
  })

  test('by a slot or two is nothing to speak of', () => {
    watch.compare(startOf(8), 10n)
    watch.compare(startOf(9), 10n)
    watch.compare(startOf(12), 10n)
    expect(lines).toEqual([])
  })
})
