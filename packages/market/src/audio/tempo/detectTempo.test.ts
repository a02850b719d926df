import { expect, test } from 'vitest'
import { kick, snare, hat } from '../../demo/synth/drums.ts'
import { renderDrumLoop } from '../../demo/drumLoops.ts'
import { Random } from '../../demo/synth/Random.ts'
import { SAMPLE_RATE, type Sound } from '../../demo/synth/Sound.ts'
import { MonoCollector } from '../measure/MonoCollector.ts'
import { detectTempo } from './detectTempo.ts'
import { findOnsets } from './findOnsets.ts'
import { computeOnsetEnvelope } from './onsetEnvelope.ts'
import { tempoOfLength } from './tempoOfLength.ts'

const monoOf = ({ left }: Sound): Float32Array => Float32Array.from(left)

function hear(sound: Float32Array, sampleRate = SAMPLE_RATE) {
  const mono = new MonoCollector(sampleRate, 120)
  mono.add([sound])
  const envelope = computeOnsetEnvelope(mono.signal, mono.sampleRate)
  return detectTempo(envelope, findOnsets(envelope), { frames: sound.length, sampleRate })
}

const STYLES = [
  { from: 118, to: 132, kick: 'X...X...X...X...', snare: '....X.......X...', hat: '..X...X...X...X.' },
  { from: 84, to: 98, kick: 'X..x..o...X.....', snare: '....X.......X...', hat: 'X.x.X.xoX.x.X.x.' },
  { from: 168, to: 176, kick: 'X.........X.....', snare: '....X.......X..o', hat: 'X.x.X.x.X.x.X.x.' },
  { from: 98, to: 116, kick: 'X..X......X..x..', snare: '....X..o.o..X...', hat: 'xxxxxxxxxxxxxxxx' },
]

/** Two bars of a style at a tempo drawn from its range, in tenths of a beat per minute. */
function drawLoop(seed: number): { bpm: number; sound: Float32Array } {
  const random = new Random(seed)
  const style = STYLES[seed % STYLES.length]
  const bpm = Math.round((style.from + random.next() * (style.to - style.from)) * 10) / 10
  const tracks = [
    { sound: kick({ pitch: 50, decay: 0.15, drive: 2 }), steps: style.kick.repeat(2), gain: 0.9 },
    { sound: snare({ pitch: 190, rattle: 0.07, brightness: 2000, seed }), steps: style.snare.repeat(2), gain: 0.6 },
    { sound: hat({ decay: 0.03, seed }), steps: style.hat.repeat(2), gain: 0.3 },
  ]
  return { bpm, sound: monoOf(renderDrumLoop({ bpm, swing: seed % 3 === 0 ? 0.2 : 0, seed, tracks })) }
}

const LOOPS = Array.from({ length: 16 }, (_, i) => drawLoop(100 + i))
const isRight = (heard: ReturnType<typeof hear>, bpm: number): boolean =>
  heard !== undefined && Math.abs(heard.value / 1000 / bpm - 1) < 0.01

test('silence has no tempo, though its length would give one', () => {
  expect(tempoOfLength({ frames: 3 * SAMPLE_RATE, sampleRate: SAMPLE_RATE })?.value).toBe(160_000)
  expect(hear(new Float32Array(3 * SAMPLE_RATE))).toBe(undefined)
})

test('loops of four styles, straight and swung, at any tempo: all right, to a hundredth', () => {
  for (const { bpm, sound } of LOOPS) {
    const heard = hear(sound)
    expect(Math.abs((heard?.value ?? 0) / 1000 - bpm), `${bpm}`).toBeLessThan(0.01)
    expect(heard?.confidence, `${bpm}`).toBeGreaterThan(0.7)
  }
})

test('cut anywhere and no longer a whole number of beats: at least three quarters right, nine tenths where it is sure', () => {
  const random = new Random(5)
  const results = LOOPS.map(({ bpm, sound }) => {
    const from = Math.floor(random.next() * sound.length)
    const length = Math.floor(sound.length * (1.2 + random.next()))
    const heard = hear(Float32Array.from({ length }, (_, i) => sound[(from + i) % sound.length]))
    return { right: isRight(heard, bpm), confidence: heard?.confidence ?? 0 }
  })
  const sure = results.filter(({ confidence }) => confidence >= 0.9)
  expect(results.filter(({ right }) => right).length).toBeGreaterThanOrEqual(0.75 * results.length)
  expect(sure.length).toBeGreaterThan(4)
  expect(sure.filter(({ right }) => right).length).toBeGreaterThanOrEqual(0.9 * sure.length)
})

test('the tempo does not depend on the level, nor on the sample rate', () => {
  const { bpm, sound } = LOOPS[1]
  const quiet = sound.map((sample) => sample * 0.01)
  expect(isRight(hear(quiet), bpm)).toBe(true)
  const doubled = Float32Array.from({ length: 2 * sound.length }, (_, i) => sound[i >> 1])
  expect(isRight(hear(doubled, 2 * SAMPLE_RATE), bpm)).toBe(true)
})

test('silence, a single hit, a steady tone and steady noise have no tempo', () => {
  const random = new Random(3)
  const seconds = 3.3
  const make = (sampleAt: (i: number) => number): Float32Array =>
    Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => sampleAt(i))
  expect(hear(make(() => 0))).toBeUndefined()
  expect(hear(make((i) => Math.exp(-i / 4000) * Math.sin(i / 20)))).toBeUndefined()
  expect(hear(make((i) => 0.3 * Math.sin(i / 20)))).toBeUndefined()
  expect(hear(make(() => 0.1 * random.bipolar()))?.confidence ?? 0).toBeLessThan(0.5)
})

test('a sound without onsets has the tempo that its length gives to half a sample: four bars at 120', () => {
  expect(tempoOfLength({ frames: 352_800, sampleRate: 44_100 })).toEqual({ value: 120_000, confidence: 0.5 })
  expect(tempoOfLength({ frames: Math.round((16 * 60 * 44_100) / 97), sampleRate: 44_100 })?.value).toBe(97_000)
  expect(tempoOfLength({ frames: 352_807, sampleRate: 44_100 })).toBeUndefined()
})

test('few random lengths give a tempo by chance', () => {
  const random = new Random(9)
  const lengths = Array.from({ length: 2000 }, () => 44_100 + Math.floor(random.next() * 500_000))
  const hits = lengths.filter((frames) => tempoOfLength({ frames, sampleRate: 44_100 })).length
  expect(hits / lengths.length).toBeLessThan(0.01)
})
