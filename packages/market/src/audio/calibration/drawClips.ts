import { renderDrumLoop } from '../../demo/drumLoops.ts'
import { clap, hat, kick, snare } from '../../demo/synth/drums.ts'
import { renderLine } from '../../demo/synth/Line.ts'
import { Random } from '../../demo/synth/Random.ts'
import { createSound, mixInto, type Sound, toFrames } from '../../demo/synth/Sound.ts'
import { acidBass, padNote, pluckedBass } from '../../demo/synth/tones.ts'
import type { MusicalKey } from '../key/MusicalKey.ts'

/** A synthetic clip of which the truth is known. */
export interface Clip {
  readonly sound: Sound
  readonly bpm?: number
  readonly key?: MusicalKey
}

const pick = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random.next() * choices.length)]

const STYLES = [
  { from: 116, to: 140, kick: ['X...X...X...X...'], snare: ['....X.......X...', '................'] },
  { from: 80, to: 98, kick: ['X..x..o...X.....', 'X......x..X.....'], snare: ['....X..o.o..X..o'] },
  { from: 165, to: 178, kick: ['X.........X.....', 'X.x.......X.....'], snare: ['....X.......X...'] },
  { from: 130, to: 150, kick: ['X.....x.......x.', 'X..........x....'], snare: ['........X.......'] },
  { from: 95, to: 150, kick: ['X.......X.x.....', 'X..X......X..x..'], snare: ['....X.......X...'] },
]
const HATS = ['X.x.X.x.X.x.X.x.', 'x.xxx.xxx.xxx.xx', '..X...X...X...X.', 'xxxxxxxxxxxxxxxx']

/** One to four bars of drums in one of five styles. */
export function drawDrums(random: Random, seed: number): Clip {
  const style = pick(random, STYLES)
  const bpm = Math.round(style.from + random.next() * (style.to - style.from))
  const bars = pick(random, [1, 2, 2, 4])
  const repeat = (patterns: readonly string[]): string =>
    Array.from({ length: bars }, () => pick(random, patterns)).join('')
  const drum = { pitch: 45 + 20 * random.next(), decay: 0.08 + 0.2 * random.next(), drive: 1.5 + 2 * random.next() }
  const skin = random.next() < 0.4 ? clap(seed) : snare({ pitch: 190, rattle: 0.07, brightness: 2000, seed })
  const tracks = [
    { sound: kick(drum), steps: repeat(style.kick), gain: 0.9 },
    { sound: skin, steps: repeat(style.snare), gain: 0.6, room: 0.3 * random.next() },
    { sound: hat({ decay: 0.02 + 0.04 * random.next(), seed }), steps: repeat(HATS), gain: 0.1 + 0.3 * random.next() },
  ]
  return { bpm, sound: renderDrumLoop({ bpm, swing: pick(random, [0, 0, 0.1, 0.2, 0.3]), seed, tracks }) }
}

const NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B']
const SCALES = { major: [0, 2, 4, 5, 7, 9, 11], minor: [0, 2, 3, 5, 7, 8, 10] }

/** Two bars of a bass line that returns to its root a third of the time. */
export function drawBassLine(random: Random): Clip {
  const bpm = 90 + Math.round(60 * random.next())
  const root = Math.floor(random.next() * 12)
  const mode = random.next() < 0.5 ? 'major' : 'minor'
  const notes: string[] = []
  for (let step = 0; step < 32;) {
    const length = Math.min(pick(random, [1, 2, 2, 2, 3, 4]), 16 - (step % 16))
    const isRoot = step % 16 === 0 || random.next() < 0.33
    const pitch = root + (isRoot ? 0 : pick(random, SCALES[mode]))
    const isRest = step % 16 !== 0 && random.next() < 0.15
    notes.push(`${isRest ? '-' : `${NAMES[pitch % 12]}${1 + Math.floor(pitch / 12)}`}*${length}`)
    step += length
  }
  const play = pick(random, [acidBass, pluckedBass])
  const sound = renderLine({ bpm, notes: notes.join(' '), legato: 0.5 + 0.5 * random.next(), play })
  return { bpm, key: root + (mode === 'minor' ? 12 : 0), sound }
}

const PROGRESSIONS = {
  major: [
    [0, 3, 4, 0],
    [0, 5, 3, 4],
    [0, 4, 5, 3],
    [0, 3, 0, 4],
  ],
  minor: [
    [0, 3, 4, 0],
    [0, 5, 2, 6],
    [0, 6, 5, 4],
    [0, 3, 0, 4],
  ],
}

/** Four chords of pads, up to a third of a semitone out of tune. */
export function drawChords(random: Random, seed: number): Clip {
  const root = Math.floor(random.next() * 12)
  const mode = random.next() < 0.5 ? 'major' : 'minor'
  const tonic = 48 + root + (random.next() < 0.4 ? (random.next() - 0.5) * 0.66 : 0)
  const seconds = 1 + random.next()
  const sound = createSound(toFrames(4 * seconds))
  const shape = { seconds: 0.9 * seconds, attack: 0.15, release: 0.5, brightness: 500 + 700 * random.next(), seed }
  pick(random, PROGRESSIONS[mode]).forEach((degree, i) => {
    const chord = [0, 2, 4].map((third) => SCALES[mode][(degree + third) % 7] + 12 * Math.floor((degree + third) / 7))
    for (const interval of [chord[0] - 12, ...chord])
      mixInto(sound, padNote({ ...shape, note: tonic + interval }), { seconds: i * seconds, gain: 0.3 })
  })
  return { key: root + (mode === 'minor' ? 12 : 0), sound }
}
