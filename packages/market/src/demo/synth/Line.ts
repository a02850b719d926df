import { createSound, mixInto, type Sound, toFrames } from './Sound.ts'
import type { NoteOptions } from './tones.ts'

const NATURALS: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 }

/** A melody in sixteenths, one after the other. */
export interface Line {
  readonly bpm: number
  /** Notes such as `A1`, `F#2`, `Eb4`, with `*3` for a length of three sixteenths, `!` for an accent; `-` is a rest. */
  readonly notes: string
  readonly play: (options: NoteOptions) => Sound
  /** How long a note sounds as a share of its length: below 1 detached, above 1 into the next. */
  readonly legato: number
}

/** Plays a melody into a loop of exactly its length. */
export function renderLine({ bpm, notes, play, legato }: Line): Sound {
  const stepSeconds = 60 / bpm / 4
  const events = parseNotes(notes)
  const loop = createSound(toFrames(events.reduce((sum, { length }) => sum + length, 0) * stepSeconds))
  let step = 0
  for (const { note, length, accent } of events) {
    if (note !== undefined)
      mixInto(loop, play({ note, seconds: length * stepSeconds * legato, accent }), {
        seconds: step * stepSeconds,
        gain: 0.7,
      })
    step += length
  }
  return loop
}

interface NoteEvent {
  /** MIDI number; none for a rest. */
  readonly note: number | undefined
  readonly length: number
  readonly accent: boolean
}

export const parseNotes = (notes: string): NoteEvent[] =>
  notes
    .split(/[\s|]+/)
    .filter(Boolean)
    .map(parseNote)

function parseNote(text: string): NoteEvent {
  const match = /^(?:-|([A-G])([#b]?)(\d))(?:\*(\d+))?(!?)$/.exec(text)
  if (!match) throw new RangeError(`"${text}" is not a note`)
  const [, letter, sign, octave, length = '1', accent] = match
  const shift = sign === '#' ? 1 : sign === 'b' ? -1 : 0
  const note = letter ? 12 * (Number(octave) + 1) + NATURALS[letter] + shift : undefined
  return { note, length: Number(length), accent: accent === '!' }
}

/** MIDI numbers of a chord written like the notes of a line. */
export const parseChord = (notes: string): number[] => parseNotes(notes).map(({ note }) => note ?? 0)
