import { gate, strike } from './envelopes.ts'
import { noteFrequency, Oscillator } from './oscillators.ts'
import { Random } from './Random.ts'
import { renderSound, type Sound } from './Sound.ts'
import { StateVariableFilter } from './StateVariableFilter.ts'

export interface NoteOptions {
  /** MIDI number: 69 is A4. */
  readonly note: number
  readonly seconds: number
  /** Accented notes are brighter and louder. */
  readonly accent?: boolean
}

/** A saw through a resonant filter that closes with each note, driven afterwards: the squelch of acid. */
export function acidBass({ note, seconds, accent = false }: NoteOptions): Sound {
  const oscillator = new Oscillator(0.25)
  const filters = [new StateVariableFilter(), new StateVariableFilter()]
  const frequency = noteFrequency(note)
  const release = 0.03
  return renderSound(seconds + release, (time) => {
    const cutoff = 180 + (accent ? 2600 : 1300) * Math.exp(-time / (accent ? 0.16 : 0.1))
    const first = filters[0].process(oscillator.saw(frequency), cutoff, 0.8).low
    const second = filters[1].process(first, cutoff, accent ? 5 : 3.5).low
    const level = gate(time, { attack: 0.003, held: seconds, release }) * (accent ? 1 : 0.78)
    return 0.8 * Math.tanh(1.6 * second) * level
  })
}

/** A sine with a soft second and third harmonic from saturation, so that small speakers show it too. */
export function subBass({ note, seconds, accent = false }: NoteOptions): Sound {
  const oscillator = new Oscillator()
  const filter = new StateVariableFilter()
  const frequency = noteFrequency(note)
  const release = 0.06
  return renderSound(seconds + release, (time) => {
    const glide = 1 + 0.5 * Math.exp(-time / 0.012)
    const driven = Math.tanh(3.2 * oscillator.sine(frequency * glide) + 0.5) - Math.tanh(0.5)
    const level = gate(time, { attack: 0.004, held: seconds, release }) * (0.75 + 0.25 * Math.exp(-time / 0.3))
    return filter.process(driven, accent ? 1100 : 750).low * level * (accent ? 1 : 0.85)
  })
}

/** Two saws a little apart, plucked: the finger is a burst of high notes that dies at once. */
export function pluckedBass({ note, seconds, accent = false }: NoteOptions): Sound {
  const oscillators = [new Oscillator(0.1), new Oscillator(0.6), new Oscillator()]
  const filter = new StateVariableFilter()
  const frequency = noteFrequency(note)
  const release = 0.05
  return renderSound(seconds + release, (time) => {
    const saws = 0.5 * oscillators[0].saw(frequency * 1.0018) + 0.5 * oscillators[1].saw(frequency * 0.9982)
    const mixed = 0.75 * saws + 0.5 * oscillators[2].sine(frequency)
    const cutoff = 320 + frequency * 2 + (accent ? 2800 : 1600) * Math.exp(-time / 0.045)
    const level = gate(time, { attack: 0.002, held: seconds, release }) * (0.45 + 0.55 * Math.exp(-time / 0.22))
    return Math.tanh(1.3 * filter.process(mixed, cutoff, 1.2).low) * level * (accent ? 1 : 0.8)
  })
}

const PAD_VOICES = 5
const PAD_DETUNE_CENTS = 9

export interface PadOptions extends NoteOptions {
  readonly attack: number
  readonly release: number
  readonly brightness: number
  readonly seed: number
}

/** Five saws spread in pitch and across the stereo field, behind a filter that breathes. */
export function padNote({ note, seconds, attack, release, brightness, seed }: PadOptions): Sound {
  const random = new Random(seed * 131 + note)
  const voices = Array.from({ length: PAD_VOICES }, (_, i) => {
    const place = (2 * i) / (PAD_VOICES - 1) - 1
    return { oscillator: new Oscillator(random.next()), place, ratio: 2 ** ((place * PAD_DETUNE_CENTS) / 1200) }
  })
  const filters = [new StateVariableFilter(), new StateVariableFilter()]
  const frequency = noteFrequency(note)
  const drift = 0.11 + 0.08 * random.next()
  const phase = random.next()
  return renderSound(seconds + release, (time) => {
    let [left, right] = [0, 0]
    for (const { oscillator, place, ratio } of voices) {
      const sample = oscillator.saw(frequency * ratio) / PAD_VOICES
      left += sample * (1 - 0.8 * place)
      right += sample * (1 + 0.8 * place)
    }
    const level = gate(time, { attack, held: seconds, release })
    const cutoff =
      (brightness + 1.5 * frequency) *
      (0.55 + 0.45 * level) *
      (1 + 0.25 * Math.sin(2 * Math.PI * (drift * time + phase)))
    return [filters[0].process(left, cutoff).low * level, filters[1].process(right, cutoff).low * level]
  })
}

/** A bar of glass: a sine modulated by another 3.5 times as high that fades first (FM), with a soft octave. */
export function glassPluck({ note, seconds, accent = false }: NoteOptions): Sound {
  const frequency = noteFrequency(note)
  const [carrier, modulator, octave] = [new Oscillator(), new Oscillator(), new Oscillator()]
  return renderSound(seconds, (time) => {
    const index = (accent ? 0.011 : 0.007) * Math.exp(-time / 0.12)
    const bent = frequency * (1 + 20 * index * modulator.sine(frequency * 3.5))
    const fadeOut = Math.min(1, (seconds - time) / 0.03)
    const tone =
      carrier.sine(bent) * strike(time, 0.38, 0.002) + 0.22 * octave.sine(2 * frequency) * strike(time, 0.18, 0.002)
    return tone * fadeOut * (accent ? 0.9 : 0.65)
  })
}
