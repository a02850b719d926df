import { expect, test } from 'vitest'
import { noteFrequency } from './oscillators.ts'
import { parseNotes, renderLine } from './Line.ts'
import { createSound, SAMPLE_RATE } from './Sound.ts'

test('notes are MIDI numbers in scientific pitch: C4 is 60, A4 is 69 and 440 Hz', () => {
  expect(parseNotes('C4 A4 F#2 Eb4 B0').map(({ note }) => note)).toEqual([60, 69, 42, 63, 23])
  expect(noteFrequency(69)).toBe(440)
  expect(noteFrequency(57)).toBeCloseTo(220, 9)
})

test('lengths, accents, rests and bar lines', () => {
  expect(parseNotes('A1*3! - | C2*12')).toEqual([
    { note: 33, length: 3, accent: true },
    { note: undefined, length: 1, accent: false },
    { note: 36, length: 12, accent: false },
  ])
  for (const wrong of ['H2', 'A', 'a1', 'C4*', 'C4!*2']) expect(() => parseNotes(wrong), wrong).toThrow(RangeError)
})

test('a line lasts the sum of its lengths in sixteenths, and what rings on past its end goes on at its start', () => {
  const ring = createSound(SAMPLE_RATE / 2)
  ring.left.fill(1)
  const line = renderLine({ bpm: 150, notes: '-*3 C4', play: () => ring, legato: 1 })
  expect(line.left.length).toBe(0.4 * SAMPLE_RATE)
  expect(line.left.every((sample) => sample > 0)).toBe(true)
})
