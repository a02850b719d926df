import { describe, expect, test } from 'vitest'
import { noteFrequency } from '../../demo/synth/oscillators.ts'
import { Random } from '../../demo/synth/Random.ts'
import { createSound, mixInto, SAMPLE_RATE, toFrames } from '../../demo/synth/Sound.ts'
import { padNote, pluckedBass } from '../../demo/synth/tones.ts'
import { MonoCollector } from '../measure/MonoCollector.ts'
import { detectKey } from './detectKey.ts'
import { keyName } from './MusicalKey.ts'

function hear(samples: Float32Array) {
  const mono = new MonoCollector(SAMPLE_RATE, 120)
  mono.add([samples])
  return detectKey(mono.signal, mono.sampleRate)
}

const CHORD_SECONDS = 0.9
/** Tonic, subdominant, dominant, tonic, in semitones over the tonic; the dominant of minor has its leading note. */
const MAJOR_CADENCE = [
  [0, 4, 7],
  [5, 9, 12],
  [7, 11, 14],
  [0, 4, 7],
]
const MINOR_CADENCE = [
  [0, 3, 7],
  [5, 8, 12],
  [7, 11, 14],
  [0, 3, 7],
]

/** `tuning` in semitones. */
function playCadence(key: number, tuning = 0): Float32Array {
  const loop = createSound(toFrames(4 * CHORD_SECONDS))
  const tonic = 48 + (key % 12) + tuning
  const shape = { seconds: 0.8, attack: 0.05, release: 0.2, brightness: 900 }
  ;(key < 12 ? MAJOR_CADENCE : MINOR_CADENCE).forEach((chord, i) => {
    for (const interval of [chord[0] - 12, ...chord])
      mixInto(loop, padNote({ ...shape, note: tonic + interval, seed: i }), { seconds: i * CHORD_SECONDS, gain: 0.3 })
  })
  return Float32Array.from(loop.left)
}

/** The scale up and down from the tonic, in eighths. */
function playScale(key: number): Float32Array {
  const steps = key < 12 ? [0, 2, 4, 5, 7, 9, 11, 12] : [0, 2, 3, 5, 7, 8, 10, 12]
  const line = [0, ...steps, ...steps.toReversed(), 7, 0]
  const loop = createSound(toFrames(line.length * 0.25))
  line.forEach((step, i) =>
    mixInto(loop, pluckedBass({ note: 33 + ((key + 3) % 12) + step, seconds: 0.2 }), { seconds: i * 0.25, gain: 0.7 }),
  )
  return Float32Array.from(loop.left)
}

describe('all 24 keys', () => {
  const keys = Array.from({ length: 24 }, (_, key): [string, number] => [keyName(key), key])

  test.each(keys)('a cadence in %s, in tune and a quarter of a semitone sharp and flat', (name, key) => {
    for (const tuning of [0, 0.25, -0.25]) {
      const heard = hear(playCadence(key, tuning))
      expect(heard && keyName(heard.value), `${tuning}`).toBe(name)
      expect(heard?.confidence, `${tuning}`).toBeGreaterThan(0.6)
    }
  })

  test.each(keys)('a bass line over the scale of %s', (name, key) => {
    const heard = hear(playScale(key))
    expect(heard && keyName(heard.value)).toBe(name)
  })
})

test('silence, noise and a single note have no key', () => {
  const random = new Random(4)
  const make = (sampleAt: (seconds: number) => number): Float32Array =>
    Float32Array.from({ length: 2 * SAMPLE_RATE }, (_, i) => sampleAt(i / SAMPLE_RATE))
  expect(hear(make(() => 0))).toBeUndefined()
  expect(hear(make(() => 0.2 * random.bipolar()))).toBeUndefined()
  expect(hear(make((seconds) => 0.5 * Math.sin(2 * Math.PI * noteFrequency(57) * seconds)))).toBeUndefined()
  expect(hear(new Float32Array(10))).toBeUndefined()
})
