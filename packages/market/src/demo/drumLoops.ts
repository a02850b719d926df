import { clap, hat, kick, rim, shaker, snare } from './synth/drums.ts'
import { masterLoop } from './synth/master.ts'
import { Random } from './synth/Random.ts'
import { loopReverb } from './synth/reverb.ts'
import { createSound, mixInto, type Sound, toFrames } from './synth/Sound.ts'

/** One drum of a loop: sixteen steps a bar, `X` loud, `x` normal, `o` soft. Spaces are for the eye. */
export interface DrumTrack {
  readonly sound: Sound
  readonly steps: string
  readonly gain: number
  readonly pan?: number
  /** Share of it that goes into the room. */
  readonly room?: number
}

export interface DrumLoop {
  readonly bpm: number
  /** How late every second sixteenth is, as a share of a sixteenth: 0 straight, 0.33 triplets. */
  readonly swing: number
  readonly tracks: readonly DrumTrack[]
  readonly seed: number
}

const LEVELS: Record<string, number> = { X: 1, x: 0.74, o: 0.4 }
/** No drummer hits twice alike: level varies by up to 6 %, time by up to 2.5 ms, but the first beat is on the beat. */
const LEVEL_SPREAD = 0.06
const TIME_SPREAD_SECONDS = 0.0025

/** Plays a pattern into a loop of exactly its length in beats. */
export function renderDrumLoop({ bpm, swing, tracks, seed }: DrumLoop): Sound {
  const random = new Random(seed)
  const stepSeconds = 60 / bpm / 4
  const patterns = tracks.map(({ steps }) => steps.replaceAll(/[\s|]/g, ''))
  const length = Math.max(...patterns.map((pattern) => pattern.length))
  const dry = createSound(toFrames(length * stepSeconds))
  const send = createSound(dry.left.length)
  tracks.forEach(({ sound, gain, pan, room = 0 }, track) => {
    const hits = placeHits(patterns[track], { length, swing, stepSeconds, random })
    hits.forEach(({ seconds, level }, i) => {
      const next = hits[i + 1]?.seconds ?? hits[0].seconds + length * stepSeconds
      const choked = choke(sound, next - seconds)
      mixInto(dry, choked, { seconds, gain: gain * level, pan })
      if (room > 0) mixInto(send, choked, { seconds, gain: gain * level * room, pan })
    })
  })
  mixInto(dry, loopReverb(send, { seconds: 0.7, damping: 0.45 }), { seconds: 0, gain: 1 })
  return masterLoop(dry)
}

interface Timing {
  readonly length: number
  readonly swing: number
  readonly stepSeconds: number
  readonly random: Random
}

function placeHits(
  pattern: string,
  { length, swing, stepSeconds, random }: Timing,
): { seconds: number; level: number }[] {
  const hits: { seconds: number; level: number }[] = []
  for (let step = 0; step < length; step++) {
    const level = LEVELS[pattern[step % pattern.length]]
    if (!level) continue
    const late = (step % 2) * swing * stepSeconds + (step === 0 ? 0 : random.bipolar() * TIME_SPREAD_SECONDS)
    hits.push({ seconds: step * stepSeconds + late, level: level * (1 + LEVEL_SPREAD * random.bipolar()) })
  }
  return hits
}

const CHOKE_FADE_SECONDS = 0.006

/** One drum has one skin: a new hit ends what is left of the one before. */
function choke({ left, right }: Sound, seconds: number): Sound {
  const [end, fade] = [toFrames(seconds), toFrames(CHOKE_FADE_SECONDS)]
  if (end >= left.length) return { left, right }
  const cut = (side: Float64Array): Float64Array =>
    side.slice(0, end).map((sample, i) => sample * Math.min(1, (end - i) / fade))
  return { left: cut(left), right: cut(right) }
}

/** House, four to the floor. */
export const houseLoop = (bpm: number): Sound =>
  renderDrumLoop({
    bpm,
    swing: 0.1,
    seed: 1,
    tracks: [
      { sound: kick({ pitch: 49, decay: 0.16, drive: 2.2 }), steps: 'X... x... X... x...', gain: 0.95 },
      { sound: clap(2), steps: '.... X... .... X...|.... X... .... X..o', gain: 0.5, room: 0.3 },
      { sound: hat({ decay: 0.16, seed: 3 }), steps: '..X. ..X. ..X. ..X.', gain: 0.34, pan: 0.12 },
      { sound: hat({ decay: 0.028, seed: 4 }), steps: 'x.ox x.ox x.ox x.oo', gain: 0.22, pan: -0.2 },
      { sound: shaker(5), steps: 'oxoX oxoX oxoX oxoX', gain: 0.16, pan: 0.45 },
      { sound: rim(), steps: '.... .... ...x ....|..x. .... ...x ..x.', gain: 0.22, pan: -0.4, room: 0.4 },
    ],
  })

/** Hip hop, behind the beat. */
export const boomBapLoop = (bpm: number): Sound =>
  renderDrumLoop({
    bpm,
    swing: 0.24,
    seed: 6,
    tracks: [
      {
        sound: kick({ pitch: 56, decay: 0.12, drive: 3 }),
        steps: 'X..x ..o. ..X. ....|X..x .... .oX. ..o.',
        gain: 0.95,
      },
      {
        sound: snare({ pitch: 178, rattle: 0.075, brightness: 1900, seed: 7 }),
        steps: '.... X..o .o.. X...|.... X..o .o.. X..o',
        gain: 0.72,
        room: 0.22,
      },
      { sound: hat({ decay: 0.032, tone: 0.85, seed: 8 }), steps: 'X.x. X.xo X.x. X.x.', gain: 0.3, pan: 0.2 },
      {
        sound: hat({ decay: 0.2, tone: 0.85, seed: 9 }),
        steps: '.... .... .... ....|.... .... .... ..x.',
        gain: 0.26,
        pan: 0.2,
      },
      { sound: shaker(10), steps: '..o. ..x. ..o. ..x.', gain: 0.15, pan: -0.4 },
    ],
  })

/** Drum and bass: the break everybody knows the shape of, here played by a machine. */
export const breakLoop = (bpm: number): Sound =>
  renderDrumLoop({
    bpm,
    swing: 0.06,
    seed: 12,
    tracks: [
      {
        sound: kick({ pitch: 58, decay: 0.09, drive: 2.6 }),
        steps: 'X.x. .... ..X. ....|X.x. .... ..X. ....|X.x. .... ..Xx ....|X.x. .... ..X. .x..',
        gain: 0.92,
      },
      {
        sound: snare({ pitch: 205, rattle: 0.06, brightness: 2300, seed: 13 }),
        steps: '.... X..o .o.. X..o|.... X..o .o.. X..o|.... X..o .o.. X...|..o. X..o .o.. X.oo',
        gain: 0.76,
        room: 0.2,
      },
      { sound: hat({ decay: 0.035, tone: 1.1, seed: 14 }), steps: 'X.x. X.x. X.x. X.x.', gain: 0.3, pan: -0.15 },
      {
        sound: hat({ decay: 0.22, tone: 0.95, seed: 15 }),
        steps: 'x... .... .... ....|.... .... .... ....',
        gain: 0.24,
        pan: 0.3,
      },
      { sound: shaker(16), steps: 'oXox oXox oXox oXox', gain: 0.13, pan: 0.4 },
    ],
  })

/** Trap: half-time snare, long low kick, rolling hats. */
export const trapLoop = (bpm: number): Sound =>
  renderDrumLoop({
    bpm,
    swing: 0,
    seed: 18,
    tracks: [
      {
        sound: kick({ pitch: 44, decay: 0.34, drive: 3.4 }),
        steps: 'X... ..x. .... ..x.|..X. .... .... .xX.',
        gain: 0.9,
      },
      { sound: clap(19), steps: '.... .... X... ....', gain: 0.62, room: 0.4 },
      {
        sound: snare({ pitch: 225, rattle: 0.05, brightness: 2600, seed: 20 }),
        steps: '.... .... X... ....|.... .... X... ...o',
        gain: 0.4,
        room: 0.25,
      },
      {
        sound: hat({ decay: 0.024, tone: 1.15, seed: 21 }),
        steps: 'X.x. X.x. X.xo X.x.|X.x. Xoxo X.x. xoxx',
        gain: 0.33,
        pan: 0.1,
      },
      {
        sound: hat({ decay: 0.25, seed: 22 }),
        steps: '.... .... .... ....|.... ..x. .... ....',
        gain: 0.24,
        pan: -0.3,
      },
      { sound: rim(), steps: '.... ...o .... ..o.', gain: 0.2, pan: -0.45, room: 0.5 },
    ],
  })
